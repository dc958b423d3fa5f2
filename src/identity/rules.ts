/** Every rule id a check can carry; its sentence is in `content/`. */
import type { UrlFault } from './hostOfUrl.ts';
import type { MatchRule } from './pattern.ts';
import type { Refused, ReferenceStep } from './reference.ts';

export type IdentityRule =
  | ReferenceStep['rule']
  | UrlFault
  | Refused['rule']
  | 'host-is-name'
  | 'host-is-address'
  | 'host-only-name'
  | 'host-not-comparable'
  | 'host-exact-only'
  | 'certificate-refused'
  | 'san-counts-as-absent'
  | 'san-first-counts'
  | 'san-name-unread'
  | 'san-fault-accepted'
  | 'san-absent'
  | 'type-not-compared'
  | 'presented-empty'
  | 'presented-nul'
  | 'presented-octets'
  | 'presented-not-nfkc'
  | 'presented-string-type'
  | 'presented-syntax'
  | 'wildcard-form'
  | 'wildcard-few-labels'
  | 'wildcard-not-for-address'
  | MatchRule
  | 'exact-equal'
  | 'exact-differs'
  | 'address-equal'
  | 'address-equal-mapped'
  | 'address-differs'
  | 'common-name-never'
  | 'common-name-blocked'
  | 'common-name-not-for-address'
  | 'common-name-not-for-server'
  | 'common-name-absent'
  | 'common-name-several'
  | 'common-name-allowed'
  | 'common-name-not-chosen'
  | 'domain-components-equal'
  | 'domain-components-differ';
