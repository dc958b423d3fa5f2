/** The Inspect view: summary, host check, structure, bytes. */
import type { Authority } from '../../x509/responseSignature.ts';
import { inspectTools } from './inspectTools.ts';

const days = (count: number): string => (count === 1 ? '1 day' : `${count} days`);

export const inspect = {
  title: 'What is inside a certificate',
  linkRefused:
    'This link was not opened: it is damaged, or what it carries may hold a private key. Keys do not belong in links; open the file instead.',
  welcome: {
    intro:
      'Paste a certificate, a chain or a bundle above, or open or drop a file (PEM or DER). Nothing leaves this page.',
    samples: 'Or open a sample',
    broken: 'Inputs that are not a readable certificate',
    matches: (hosts: string) => `matches ${hosts}`,
    loading: 'Loading the samples…',
  },
  reading: 'Reading…',
  items: 'What was found',
  kinds: {
    certificate: 'Certificate',
    csr: 'Certificate request',
    crl: 'Revocation list',
    pkcs7: 'PKCS#7 bundle',
    pkcs12: 'PKCS#12 file',
    'ocsp-request': 'OCSP request',
    'ocsp-response': 'OCSP response',
    'public-key': 'Public key',
    'private-key': 'Private key',
    'unknown-asn1': 'ASN.1 of an unknown kind',
  },
  withoutName: '(no name)',
  itemPages: {
    earlier: 'Earlier items',
    later: 'Later items',
    range: (from: number, to: number, all: number) => `${from} to ${to} of ${all}`,
  },
  insideOf: (item: number) => `from item ${item}`,
  problemCount: (count: number) => (count === 1 ? '1 problem' : `${count} problems`),
  privateKey: (kind: string | null) =>
    kind
      ? `This is a private key (${kind}). It is not shown and was forgotten: a certificate never needs it to be read.`
      : 'This is a private key. It is not shown and was forgotten: a certificate never needs it to be read.',
  encryptedKey: {
    sealed:
      'This is a private key under a password. With the password, its public key can be compared with the certificates; the key itself is not shown either way.',
    old: 'This is a private key under a password, in the old form of OpenSSL (Proc-Type: 4,ENCRYPTED), which is not opened here. This command brings it into a form that is:',
    command: 'openssl pkcs8 -topk8 -in old.key -out new.key',
  },
  nothingReadable: 'There is no certificate in this input',
  nothingReadableHint:
    'A certificate in PEM begins with the line -----BEGIN CERTIFICATE-----. Paste that block whole, or open the file.',
  unreadableCertificate: 'Broken certificate',
  notACertificate: {
    csr: 'This asks a CA for a certificate; it is not a certificate yet. Its structure can be read below.',
    crl: 'This lists certificates that a CA has revoked; it is not a certificate. Its structure can be read below.',
    pkcs7: 'This is a container. The certificates in it are listed as items of their own.',
    pkcs12: 'This is a container, usually encrypted. Its outer structure can be read below.',
    'ocsp-request':
      'This asks a responder whether certificates are revoked. Its structure can be read below.',
    'ocsp-response':
      'This is a responder’s word on whether certificates are revoked. Its structure can be read below.',
    'public-key':
      'This is a key without a certificate: it says nothing about any host. Its structure can be read below.',
    'unknown-asn1': 'This is ASN.1, but none of the kinds this page knows. Its structure can be read below.',
  },

  matchesOf: (items: readonly number[]) =>
    items.length === 1
      ? `Its public key is in item ${items[0] ?? ''}: they belong together.`
      : `Its public key is in items ${items.join(', ')}: they belong together.`,
  openItem: (item: number) => `Open item ${item}`,
  noMatch: 'No certificate here carries its public key.',
  noPublicKey: 'Its public key is not known here, so it was not compared with the certificates.',
  keyFingerprint: 'SHA-256 of its public key',
  unlock: { password: 'Password', open: 'Open it' },
  chain: {
    title: 'Chain',
    complete: 'The chain holds up to a root.',
    partlyChecked: 'The chain leads to a root, as far as it could be checked here.',
    broken: 'The chain does not hold:',
    unfinished: 'The chain cannot be followed to a root; paste the issuer’s certificate too.',
    path: 'Path to a root',
    notes: 'What the order of the certificates says',
    opened: 'this one',
    notPasted: 'the lab’s own',
    unchecked: (count: number) =>
      count === 1
        ? 'One check could not be made here; see below.'
        : `${count} checks could not be made here; see below.`,
    tooMany: 'There are too many certificates in this input to put them in order.',
    trust:
      'Roots in the input and the lab CA count as trusted here. Not checked: revocation, certificate policies, and whether your client trusts the root.',
    results: { passed: 'passed:', failed: 'failed:', 'not-checked': 'not checked:' },
  },

  ownSignature: {
    right: 'Right: whoever asks has the private key',
    wrong: 'Wrong: it is not one by the key in the request',
    'no-web-crypto':
      'Not checked: this page was not opened over https, so the browser offers no cryptography',
    'unsupported-algorithm': 'Not checked: the browser does not know the algorithm',
    'unsupported-key': 'Not checked: the browser does not take this key',
  },
  signedBy: {
    right: (name: string) => `Right: by the key of ${name}`,
    wrong: (name: string) => `Wrong: it is not one by the key of ${name}`,
  },
  listSignature: {
    unsigned: 'There is none that can be read',
    'no-issuer': 'Not checked: paste the certificate of the CA too',
    mayNot: (name: string) =>
      `${name} may not sign lists: its keyUsage lacks cRLSign (RFC 5280 section 6.3.3)`,
  },
  responseSignature: {
    unsigned: 'There is none that can be read',
    'no-signer': 'Not checked: the responder’s certificate is neither in the response nor in the input',
    authority: {
      issuer: (name: string) => `${name} may answer: it issued the certificate asked about`,
      delegate: (name: string) => `${name} may answer: the CA gave it a certificate for that (OCSPSigning)`,
      'no-ocsp-signing': (name: string) =>
        `${name} may not answer: it is not the CA, and its certificate is not for OCSP answers (OCSPSigning)`,
      'of-another-issuer': (name: string) =>
        `${name} may not answer: it is neither the CA that issued the certificate asked about, nor did that one issue its certificate`,
      'delegation-forged': (name: string) =>
        `${name} may not answer: the signature in its certificate is not by the key of the CA`,
      'delegate-not-valid': (name: string) => `${name} may not answer now: its certificate is not valid`,
      'issuer-absent': (name: string) =>
        `Whether ${name} may answer is not known: paste the certificate of the CA too`,
      'not-checked': (name: string) => `Whether ${name} may answer could not be checked here`,
    } satisfies Record<Authority, (name: string) => string>,
  },
  entryCount: (count: number) => (count === 1 ? '1 certificate' : `${count} certificates`),
  ocspStatus: {
    successful: 'Successful',
    malformedRequest: 'The request was malformed',
    internalError: 'The responder had an internal error',
    tryLater: 'Try later',
    sigRequired: 'The request has to be signed',
    unauthorized: 'The responder does not answer for this certificate or this client',
    unknown: 'A status that the standard does not know',
  },
  certStatus: {
    good: 'Good: not known to be revoked',
    revoked: 'Revoked',
    unknown: 'Unknown to the responder',
  },
  responderKey: (hash: string) => `the key with SHA-1 ${hash}`,

  summary: 'Summary',
  now: 'Now',
  nowFault: 'Write an instant, for example 2026-06-01T12:00:00Z.',
  validity: {
    valid: (left: number) => `Valid now, for ${days(left)} more`,
    expired: (ago: number) => `Expired ${days(ago)} ago`,
    early: (wait: number) => `Not valid yet: begins in ${days(wait)}`,
    unreadable: 'Its validity cannot be read',
  },
  facts: {
    subject: 'Subject',
    issuer: 'Issuer',
    notBefore: 'Valid from',
    notAfter: 'Valid until',
    key: 'Key',
    signatureAlgorithm: 'Signature algorithm',
    names: 'Alternative names',
    keyUsage: 'Key usage',
    extKeyUsage: 'Purposes',
    ca: 'CA',
    policies: 'Policies',
    nameConstraints: 'Name constraints',
    scts: 'Logged in',
    serialNumber: 'Serial number',
    version: 'Version',
    namesAskedFor: 'Names asked for',
    signature: 'Signature',
    thisUpdate: 'Made',
    nextUpdate: 'Next one due',
    entries: 'Revoked',
    ocspStatus: 'Answer',
    responder: 'Responder',
    producedAt: 'Signed at',
    certificates: 'Certificates',
    revokedAt: 'Revoked at',
    sha256: 'SHA-256 fingerprint',
    sha1: 'SHA-1 fingerprint',
  },
  empty: '(empty)',
  absent: 'absent',
  selfIssued: 'the same as the subject: self-signed or self-issued',
  noNames: 'None. Most clients of today accept no other names.',
  repeatedNames: 'The extension occurs more than once; clients disagree on what that means.',
  nameTypes: {
    otherName: 'Other name',
    rfc822Name: 'E-mail',
    dNSName: 'DNS name',
    x400Address: 'X.400 address',
    directoryName: 'Directory name',
    ediPartyName: 'EDI party',
    uniformResourceIdentifier: 'URI',
    iPAddress: 'IP address',
    registeredID: 'Registered ID',
  },
  purposes: {
    serverAuth: 'TLS servers (serverAuth)',
    clientAuth: 'TLS clients (clientAuth)',
    codeSigning: 'code (codeSigning)',
    emailProtection: 'e-mail (emailProtection)',
    timeStamping: 'time stamps (timeStamping)',
    OCSPSigning: 'OCSP answers (OCSPSigning)',
  },
  policies: {
    anyPolicy: 'any policy',
    'extended-validation': 'extended validation (EV)',
    'organization-validated': 'organisation validated (OV)',
    'individual-validated': 'individual validated (IV)',
    'domain-validated': 'domain validated (DV)',
  },
  nameConstraints: {
    permitted: (kind: string, base: string) => `${kind}: only under ${base || 'anything'}`,
    excluded: (kind: string, base: string) => `${kind}: none under ${base || 'anything'}`,
  },
  sct: (log: string, time: string | null) => (time ? `${log} at ${time}` : log),
  caYes: 'Yes: it may sign certificates',
  caYesLimited: (limit: number) =>
    limit === 0
      ? 'Yes: it may sign certificates, but no further CAs'
      : `Yes: it may sign certificates, with up to ${limit} more CAs below it`,
  caNo: 'No',
  caUnsaid: 'Not said (no basicConstraints): no',
  versionOf: (version: number) => `X.509 v${version}`,
  showAll: (count: number) => `Show all ${count}`,
  showFewer: 'Show fewer',
  moreInTree: (count: number) => `${count} more are in the structure.`,

  hostCheck: 'Does the name fit?',
  host: 'Host to check',
  hostHint: 'Type a host name or an IP address, as in the address bar.',
  client: 'Client',
  programs: 'Programs',
  standards: 'Standards',
  loadingSuffixes: 'Loading the list of public suffixes…',
  verdict: {
    match: (host: string, client: string) => `Match: ${client} accepts this certificate for ${host}.`,
    mismatch: (host: string, client: string) => `No match: ${client} does not accept it for ${host}.`,
    'bad-reference': (host: string, client: string) =>
      `No match: ${client} does not take ${host} for a host.`,
    'bad-certificate': (host: string, client: string) =>
      `No match: ${client} refuses the certificate before ${host} is compared.`,
  },
  checks: 'Checks, in the order made',
  moreChecks: (count: number) => `${count} more checks between these`,
  showAllChecks: (count: number) => `Show all ${count} checks`,
  results: {
    match: 'matches',
    'no-match': 'does not match',
    ignored: 'ignored',
    passed: 'passed',
    failed: 'failed',
  },
  presented: { commonName: 'Common name' },

  stoppedIn: (path: string, offset: number) =>
    `Reading got as far as ${path}, and stopped before byte ${offset}.`,
  atByte: (offset: number) => `byte ${offset}`,
  sourceProblems: 'What is wrong with the input',

  tree: 'ASN.1 structure',
  search: {
    label: 'Search',
    placeholder: 'Search names, values, hex, OIDs',
    hint: 'Enter: next match. Shift+Enter: previous match. Hexadecimal from two bytes on.',
    count: (rank: number, count: number, isDone: boolean) => {
      const all = isDone ? String(count) : `${count} so far`;
      if (count === 0) return isDone ? 'no match' : 'searching…';
      return rank > 0 ? `${rank} of ${all}` : count === 1 ? `${all} match` : `${all} matches`;
    },
    previous: 'Previous match',
    next: 'Next match',
  },
  unfoldAll: 'Expand all',
  foldAll: 'Collapse all',
  columns: { nameAndValue: 'Field and value', tag: 'Tag', offset: 'Offset', length: 'Length' },
  nodeCount: (count: number) => (count === 1 ? '1 node' : `${count} nodes`),
  emptyStructure: 'No node could be read.',
  malformedValue: (type: string) => `not a readable ${type}:`,
  unknownIdentifier: (dotted: string) => `${dotted} (an identifier unknown here)`,
  unknownPlace: 'No schema says what stands here: it is shown as ASN.1 of its own.',
  inHex: (octets: string) => `hex ${octets}`,
  inDecimal: (decimal: string) => `decimal ${decimal}`,
  noBits: 'no bit set',
  unusedBits: (count: number) => (count === 1 ? '1 unused bit' : `${count} unused bits`),

  bytes: 'Bytes',
  pastedText: 'Text as pasted',
  openedText: 'The input as text',
  printedText: 'As PEM',
  text: 'Text',
  parts: { tag: 'tag', length: 'length', content: 'content' },
  selected: 'Selected',
  nothingSelected: 'Select a field, a node or a byte: all three light up together.',
  path: 'Path',
  bytesBetween: (start: number, end: number) => `bytes ${start} to ${end - 1}`,
  byteCount: (count: number) => (count === 1 ? '1 byte' : `${count} bytes`),
  outsideNodes: 'This byte belongs to no node.',
  secondReader: {
    title: 'Second reader',
    hint: 'The same bytes, read by asn1js and pkijs, beside this page’s reading. Where readers do not agree, one of them sees a name that the other does not.',
    loading: 'Reading with asn1js and pkijs…',
    tooLarge: (most: number) => `Not asked: asn1js would take too long over more than ${most} bytes.`,
    own: 'This page',
    ownVerdict: (broken: number, notDer: number) =>
      [
        broken === 0 ? 'finds nothing broken' : `finds ${broken} broken or invalid encodings and reads on`,
        ...(notDer > 0 ? [`${notDer} that DER does not allow`] : []),
      ].join(', '),
    accepts: 'accepts it',
    refuses: (reason: string) => `refuses it: ${reason}`,
    sameNodes: (count: number) => `asn1js lists the same ${count} nodes.`,
    otherNodes: (ours: number, theirs: number, differences: number) =>
      `This page lists ${ours} nodes, asn1js ${theirs}; ${differences} differ.`,
    nodeHere: (offset: number, length: number) => `at byte ${offset}, ${length} bytes`,
    noNode: 'no node',
    columns: { field: 'Field', ours: 'This page', theirs: 'pkijs' },
    differs: 'differs',
    fields: {
      version: 'Version',
      serialNumber: 'Serial number',
      signature: 'Algorithm inside',
      issuer: 'Issuer',
      notBefore: 'Valid from',
      notAfter: 'Valid until',
      subject: 'Subject',
      subjectPublicKeyInfo: 'Key algorithm',
      extensions: 'Extensions (! critical)',
      dNSName: 'DNS names',
      signatureAlgorithm: 'Signature algorithm',
    },
  },
  tryOnStage: 'Try it on the stage',
  tools: inspectTools,
};
