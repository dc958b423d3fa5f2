/** Where an asterisk may stand in a dNSName: RFC 9525 section 6.3, BR 3.2.2.6. */
import { subjectAltNames, type Hit, type Rule } from './subject.ts';

const position: Rule = ({ certificate }) =>
  subjectAltNames(certificate)
    .filter(({ type, text }) => type === 'dNSName' && text.includes('*'))
    .flatMap((name): Hit[] => {
      const params = { name: name.text.slice(0, 80) };
      if (name.text === '*' || name.text === '*.') return [{ code: 'wildcard-alone', place: name, params }];
      const isWhole = name.text.startsWith('*.') && !name.text.slice(1).includes('*');
      return isWhole ? [] : [{ code: 'wildcard-position', place: name, params }];
    });

const publicSuffix: Rule = ({ certificate, nameTools: { isPublicSuffix } }) => {
  if (isPublicSuffix === null) return [];
  return subjectAltNames(certificate).flatMap((name): Hit[] => {
    if (name.type !== 'dNSName' || !name.text.startsWith('*.')) return [];
    const suffix = name.text.slice(2).toLowerCase();
    if (suffix === '' || suffix.includes('*') || !isPublicSuffix(suffix)) return [];
    return [
      { code: 'wildcard-public-suffix', place: name, params: { name: name.text.slice(0, 80), suffix } },
    ];
  });
};

export const wildcardRules: readonly Rule[] = [position, publicSuffix];
