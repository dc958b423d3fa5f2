import { describe, expect, it } from 'vitest';
import { visibleCode, visibleJson, visibleLine, visibleText } from '../../../src/text/visible.ts';

/** Written as in the Unicode charts; what is shown is worked out by hand. */
const hidden = [
  ['\u202egnp.exe', '\\u{202e}gnp.exe', 'RIGHT-TO-LEFT OVERRIDE'],
  ['a\u2066b\u2069', 'a\\u{2066}b\\u{2069}', 'isolates'],
  ['a\u061cb', 'a\\u{61c}b', 'ARABIC LETTER MARK'],
  ['pay\u200bpal', 'pay\\u{200b}pal', 'ZERO WIDTH SPACE'],
  ['pay\u200dpal', 'pay\\u{200d}pal', 'ZERO WIDTH JOINER where no script needs it'],
  ['pay\u200cpal', 'pay\\u{200c}pal', 'ZERO WIDTH NON-JOINER where no script needs it'],
  ['so\u00adft', 'so\\xadft', 'SOFT HYPHEN'],
  ['no\u00a0break', 'no\\xa0break', 'NO-BREAK SPACE'],
  ['narrow\u202fbreak', 'narrow\\u{202f}break', 'NARROW NO-BREAK SPACE'],
  ['a\u2028b\u2029c', 'a\\u{2028}b\\u{2029}c', 'line and paragraph separators'],
  ['a\ufe0fb', 'a\\u{fe0f}b', 'VARIATION SELECTOR-16'],
  ['a\u{e0100}b', 'a\\u{e0100}b', 'VARIATION SELECTOR-17'],
  ['a\u{e0061}b', 'a\\u{e0061}b', 'TAG LATIN SMALL LETTER A'],
  ['a\u3164b', 'a\\u{3164}b', 'HANGUL FILLER'],
  ['a\u115f\u1160b', 'a\\u{115f}\\u{1160}b', 'HANGUL CHOSEONG and JUNGSEONG FILLER'],
  ['a\u2800b', 'a\\u{2800}b', 'BRAILLE PATTERN BLANK'],
  ['a\ufeffb', 'a\\u{feff}b', 'ZERO WIDTH NO-BREAK SPACE'],
  ['a\u2061b', 'a\\u{2061}b', 'FUNCTION APPLICATION'],
  ['a\u180eb', 'a\\u{180e}b', 'MONGOLIAN VOWEL SEPARATOR'],
  ['a\ud800b', 'a\\u{d800}b', 'a lone surrogate'],
  ['a\x00\x1b[31m\x7f\x85b', 'a\\x00\\x1b[31m\\x7f\\x85b', 'C0, DEL, C1'],
  ['a\r\n\tb', 'a\\x0d\\x0a\\x09b', 'line ends and a tab'],
] as const;

describe('what cannot be seen is written out', () => {
  it.each(hidden)('%j', (text, shown, why) => {
    expect(visibleText(text), why).toBe(shown);
    expect(visibleText(shown), 'what is shown is shown as it is').toBe(shown);
  });
});

const readable = [
  ['blank and ümläut', 'Latin'],
  ['مثال.إختبار', 'Arabic'],
  ['می\u200cخواهم', 'Persian: yeh, non-joiner, khah (RFC 5892 appendix A.1)'],
  ['क्\u200dष', 'Hindi: virama, joiner (RFC 5892 appendix A.2)'],
  ['ශ්\u200dරී', 'Sinhala: virama, joiner'],
  ['דוגמה', 'Hebrew'],
  ['例え.テスト', 'Japanese'],
  ['\u0600\u0661', 'ARABIC NUMBER SIGN is drawn'],
  ['\\u{202e}', 'a backslash'],
] as const;

describe('what is read stays as it is', () => {
  it.each(readable)('%s', (text, why) => {
    expect(visibleText(text), why).toBe(text);
  });
});

it('a non-joiner is written out where the letter before it does not join anyway', () => {
  expect(visibleText('د\u200cر')).toBe('د\\u{200c}ر');
});

it('a line of code keeps its tabs and no other control', () => {
  expect(visibleCode('\tlisten\u00a0443;\r')).toBe('\tlisten\\xa0443;\\x0d');
  expect(visibleCode('\\x09')).toBe('\\x09');
  expect(visibleCode('x'.repeat(1_048_576))).toBe(`${'x'.repeat(1000)}…(+1047576)`);
});

it('a line counts what it leaves out', () => {
  expect(visibleLine('abcdef', 4)).toBe('abcd…(+2)');
  expect(visibleLine('abcd', 4)).toBe('abcd');
});

it('JSON shows what it says and says the same', () => {
  const text = 'a\u202e"\n\u{e0061}\u00a0b';
  expect(visibleJson(text)).toBe('"a\\u202e\\"\\n\\udb40\\udc61\\u00a0b"');
  expect(JSON.parse(visibleJson(text))).toBe(text);
  expect(visibleJson(null)).toBe('null');
});
