// Made from the observed rows by scripts/make-evidence.mjs; do not edit.
import type { Evidence } from './evidenceTypes.ts';

export const evidence: Evidence = {
  "servers": [
    {
      "software": "nginx",
      "version": "1.22.1",
      "standing": "rows-and-running",
      "rows": 1230,
      "agreed": 7320,
      "disagreed": 0,
      "leftOut": [
        {
          "reason": "server_name octets cut in the row",
          "count": 36
        },
        {
          "reason": "site: the Host of the request is not in the row",
          "count": 3
        }
      ],
      "exceptions": []
    },
    {
      "software": "nginx",
      "version": "1.26.3",
      "standing": "rows",
      "rows": 1230,
      "agreed": 7320,
      "disagreed": 0,
      "leftOut": [
        {
          "reason": "server_name octets cut in the row",
          "count": 36
        },
        {
          "reason": "site: the Host of the request is not in the row",
          "count": 3
        }
      ],
      "exceptions": []
    },
    {
      "software": "apache",
      "version": "2.4.71",
      "standing": "rows-and-running",
      "rows": 1125,
      "agreed": 7285,
      "disagreed": 0,
      "leftOut": [
        {
          "reason": "server_name octets cut in the row",
          "count": 24
        },
        {
          "reason": "no TLS version in the row",
          "count": 1
        },
        {
          "reason": "site: the Host of the request is not in the row",
          "count": 3
        }
      ],
      "exceptions": []
    },
    {
      "software": "haproxy",
      "version": "2.6.12",
      "standing": "rows-and-running",
      "rows": 908,
      "agreed": 3403,
      "disagreed": 0,
      "leftOut": [
        {
          "reason": "server_name octets cut in the row",
          "count": 30
        }
      ],
      "exceptions": []
    },
    {
      "software": "haproxy",
      "version": "3.0.11",
      "standing": "rows",
      "rows": 908,
      "agreed": 3408,
      "disagreed": 0,
      "leftOut": [
        {
          "reason": "server_name octets cut in the row",
          "count": 30
        }
      ],
      "exceptions": []
    },
    {
      "software": "caddy",
      "version": "2.6.2",
      "standing": "rows-and-running",
      "rows": 533,
      "agreed": 1780,
      "disagreed": 0,
      "leftOut": [
        {
          "reason": "server_name octets cut in the row",
          "count": 24
        },
        {
          "reason": "request failed with eof/reset",
          "count": 8
        }
      ],
      "exceptions": []
    },
    {
      "software": "gnutls",
      "version": "3.7.9",
      "standing": "rows",
      "rows": 156,
      "agreed": 220,
      "disagreed": 0,
      "leftOut": [
        {
          "reason": "server_name octets cut in the row",
          "count": 18
        }
      ],
      "exceptions": []
    }
  ],
  "clients": [
    {
      "client": "rfc9525",
      "standing": "standard",
      "rows": 0,
      "agreed": 0,
      "disagreed": 0,
      "leftOut": [],
      "exceptions": []
    },
    {
      "client": "rfc6125",
      "standing": "standard",
      "rows": 0,
      "agreed": 0,
      "disagreed": 0,
      "leftOut": [],
      "exceptions": []
    },
    {
      "client": "rfc2818",
      "standing": "standard",
      "rows": 0,
      "agreed": 0,
      "disagreed": 0,
      "leftOut": [],
      "exceptions": []
    },
    {
      "client": "chrome",
      "standing": "rows-and-running",
      "rows": 182,
      "agreed": 180,
      "disagreed": 0,
      "leftOut": [
        {
          "reason": "error",
          "count": 2
        }
      ],
      "exceptions": []
    },
    {
      "client": "firefox",
      "standing": "rows",
      "rows": 171,
      "agreed": 167,
      "disagreed": 0,
      "leftOut": [
        {
          "reason": "error",
          "count": 4
        }
      ],
      "exceptions": []
    },
    {
      "client": "openssl",
      "standing": "rows",
      "rows": 183,
      "agreed": 183,
      "disagreed": 0,
      "leftOut": [],
      "exceptions": []
    },
    {
      "client": "python",
      "standing": "rows",
      "rows": 183,
      "agreed": 183,
      "disagreed": 0,
      "leftOut": [],
      "exceptions": []
    },
    {
      "client": "python36",
      "standing": "rows",
      "rows": 183,
      "agreed": 183,
      "disagreed": 0,
      "leftOut": [],
      "exceptions": []
    },
    {
      "client": "curl",
      "standing": "rows",
      "rows": 183,
      "agreed": 183,
      "disagreed": 0,
      "leftOut": [],
      "exceptions": []
    },
    {
      "client": "gnutls",
      "standing": "rows",
      "rows": 183,
      "agreed": 180,
      "disagreed": 0,
      "leftOut": [
        {
          "reason": "error",
          "count": 3
        }
      ],
      "exceptions": []
    },
    {
      "client": "go",
      "standing": "rows",
      "rows": 183,
      "agreed": 183,
      "disagreed": 0,
      "leftOut": [],
      "exceptions": []
    },
    {
      "client": "java",
      "standing": "rows",
      "rows": 183,
      "agreed": 183,
      "disagreed": 0,
      "leftOut": [],
      "exceptions": []
    },
    {
      "client": "node",
      "standing": "rows",
      "rows": 183,
      "agreed": 183,
      "disagreed": 0,
      "leftOut": [],
      "exceptions": []
    },
    {
      "client": "xp",
      "standing": "illustrative",
      "rows": 0,
      "agreed": 0,
      "disagreed": 0,
      "leftOut": [],
      "exceptions": []
    }
  ]
};
