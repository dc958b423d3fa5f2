/** Captures and downloads: what is saved, what was opened, what could not be read. */
export const capture = {
  downloads: {
    label: 'Save',
    pcapng: 'Capture (pcapng)',
    keyLog: 'Key log',
    hex: 'hex',
    cArray: 'C array',
    explain:
      'The capture holds the whole connection with its secrets: Wireshark opens and decrypts it without settings.',
    noSecrets: 'This connection came to no keys, so there is no key log.',
  },
};
