/** Below the stage: what is in a message, and the editor of the server. */

export const workbench = {
  message: {
    heading: 'What is in the message',
    none: 'This step is not a message.',
    placeholder:
      'The bytes of this message need working keys. They are not made yet, and nothing is shown in their place.',
    sealed: 'On the wire this message is encrypted. Below is what is inside.',
    fields: 'Fields',
    bytes: 'Message bytes',
    more: (count: number) => `${count} more bytes`,
  },
  editor: {
    heading: 'Edit the server',
    explain: 'Every change is printed as a configuration and read back by the rules of the program.',
    site: (index: number) => `Site ${index}`,
    names: 'Names',
    address: 'Server address',
    port: 'Port',
    certificate: 'Certificate',
    isDefault: 'Default (else the first)',
    up: 'Move up',
    down: 'Move down',
    remove: 'Remove',
    add: 'Add a site',
    supportsSni: 'The server can read SNI',
    lookup: 'Name lookup',
    lookupHint: 'One line an address: 203.0.113.10 shop.example',
    unknownCertificate: 'not given',
    faults: {
      'draft-address': 'This is not an IP address, nor * for all.',
      'draft-port': 'A port is a number from 1 to 65535.',
      'draft-name': 'A name has no spaces, quotes, semicolons or braces.',
      'draft-no-site': 'The server has no site. Add one.',
      'draft-lookup': 'This line is not an address followed by names.',
    },
  },
};
