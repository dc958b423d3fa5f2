/** The words and brackets of each grammar, for `mutateText`. */
import type { Software } from '../../src/hosting/model.ts';

type Grammar = { words: readonly string[]; brackets: readonly (readonly [string, string])[] };

const words = (text: string): string[] => text.trim().split(/\s+/);

const values = words(`
  443 80 *:443 [::]:443 0.0.0.0:443 203.0.113.10 203.0.113.10:443 [2001:db8::1]:8443 localhost on off none optional
  require /etc/ssl/one.pem /etc/ssl/*.pem conf.d/*.conf sites/*/[a-z]?.conf ../other.conf /etc/ssl/one.key one.example
  *.example.com .example.com www.* ~^www\\d+\\.example$ _ * TLSv1 TLSv1.2 TLSv1.3 SSLv3 HIGH:!aNULL ECDHE-RSA-AES128-GCM-SHA256
`);

export const grammars: Record<Software, Grammar> = {
  nginx: {
    brackets: [
      ['server {', '}'],
      ['http {\n', '}\n'],
      ['{', '}'],
      ['if ($host) {', '}'],
      ['"', '"'],
      ['(', ')'],
    ],
    words: [
      ...values,
      ...words(`events{} http stream server listen ssl default_server server_name ssl_certificate ssl_certificate_key
        ssl_protocols ssl_ciphers ssl_prefer_server_ciphers ssl_verify_client ssl_client_certificate ssl_reject_handshake
        ssl_trusted_certificate ssl_session_tickets ssl_dhparam include return 301 error_page 495 496 497 = location / map
        $host $ssl_server_name $variable if http2 proxy_protocol ipv6only=on reuseport bind { } ; "" ~ ~* ~^(?<name>.+)\\. `),
    ],
  },
  apache: {
    brackets: [
      ['<IfModule ssl.c>\n', '\n</IfModule>\n'],
      ['<VirtualHost *:443>\n', '\n</VirtualHost>\n'],
      ['<If "true">\n', '\n</If>\n'],
      ['<Directory "/">\n', '\n</Directory>\n'],
      ['${', '}'],
      ['"', '"'],
      ['[', ']'],
    ],
    words: [
      ...values,
      ...words(`Listen <VirtualHost </VirtualHost> > ServerName ServerAlias SSLEngine SSLCertificateFile SSLCertificateKeyFile
        SSLCertificateChainFile SSLProtocol all -SSLv3 +TLSv1.2 SSLCipherSuite SSLHonorCipherOrder SSLVerifyClient SSLVerifyDepth
        SSLCACertificateFile SSLCADNRequestFile SSLStrictSNIVHostCheck SSLVHostSNIPolicy Include IncludeOptional Define UnDefine
        <IfDefine <IfVersion <IfModule <Directory <Location <If <Macro Use DocumentRoot \${SRVROOT} \${a} \\ # https http
        ServerRoot LoadModule ssl_module modules/mod_ssl.so %{SERVER_PORT} !`),
    ],
  },
  haproxy: {
    brackets: [
      ['"', '"'],
      ["'", "'"],
      ['${', '}'],
      ['{', '}'],
      ['[', ']'],
      ['\nfrontend f\n', '\n'],
    ],
    words: [
      ...values,
      ...words(`global defaults frontend backend listen bind :443 ssl crt crt-list ca-file verify strict-sni ssl-min-ver
        ssl-max-ver TLSv1.2 no-sslv3 ciphers ciphersuites alpn h2 ssl-default-bind-options ssl-default-bind-ciphers crt-base
        ca-base default_backend use_backend http-request return status 200 deny redirect acl req.ssl_sni -i -m beg mode http tcp
        timeout client server crt-ignore-err ca-ignore-err all tune.ssl.default-dh-param default-crt crt-store load [ocsp-update
        on] !one.example *.example .if .endif .else defined(X) default_crt generate-certificates`),
    ],
  },
  caddy: {
    brackets: [
      ['{\n', '\n}\n'],
      ['(snippet) {\n', '\n}\n'],
      ['{$', '}'],
      ['{', '}'],
      ['`', '`'],
      ['"', '"'],
    ],
    words: [
      ...values,
      ...words(`https:// http:// :443 localhost *.example.com example.com, { } tls internal client_auth mode require_and_verify
        request require verify_if_given trusted_ca_cert_file trust_pool file protocols tls1.2 tls1.3 ciphers curves
        TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 import snippet args[0] {args[0]} {args[:]} {args.0} {block} {$ENV:default} default_sni
        strict_sni_host auto_https off disable_redirects servers listener_wrappers http_port https_port respond 200 redir
        bind handle route @matcher path reverse_proxy file_server (snippet) <<EOF EOF \``),
    ],
  },
  gnutls: {
    brackets: [
      ['"', '"'],
      ["'", "'"],
      ['$(', ')'],
      ['`', '`'],
    ],
    words: [
      ...values,
      ...words(`gnutls-serv --port --x509certfile --x509keyfile --x509cafile --priority NORMAL NORMAL:-VERS-ALL:+VERS-TLS1.3
        SECURE256 --sni-hostname --sni-hostname-fatal --require-client-cert --disable-client-cert --http --echo --udp --alpn
        -p -a -g = -- && | ; \\ --noticket NORMAL:%SERVER_PRECEDENCE PERFORMANCE:-CIPHER-ALL`),
    ],
  },
};

export const linkGrammar: Grammar = {
  brackets: [
    ['%', '%'],
    ['[', ']'],
    ['{"a":', '}'],
    ['&', '='],
  ],
  words:
    words(`server=sni &server=constructor &client=xp &client=__proto__ &sni=off &tls=1.3,1.2 &tls=1.3,1.3,1.3 &tls=ssl3 &url=https://a.example/
    &url=https://[::1]:0/ &url=//@ &trust=assume-issuer &now=0 &now=275760-09-13T00:00:00Z &seed= &client-certificate=good
    &client-certificate=expired &without-key=twin &without-key=thief &ech=on,key &ech=on,other-key &ech=filler,none &step=5
    &step=1e9 &with=sni &clients=curl,xp,chrome &hosts=a.example%0Ab.example &der=MAA &node=tbsCertificate.subject &offer= &dns= &own=
    &certificates= %0A %00 %ff %u0041 + &&& =`),
};

export const hostGrammar: Grammar = {
  brackets: [
    ['[', ']'],
    ['https://', '/'],
  ],
  words:
    words(`shop.example https:// http:// ftp:// [::1] [::1%25lo] 1.2.3.4 0x7f.1 :443 :0 :65536 @ / ? # xn-- xn--bcher-kva.example
    bücher.example .. . *.example javascript: file:/// -- 日本.example ::: 1.2.3 ::ffff:1.2.3.4`),
};

/** Words of PEM and of what it is pasted with. */
export const pemGrammar: Grammar = {
  brackets: [
    ['-----BEGIN CERTIFICATE-----\n', '\n-----END CERTIFICATE-----\n'],
    ['"', '"'],
    ['<pre>', '</pre>'],
    ['{"a":"', '"}'],
  ],
  words:
    words(`-----BEGIN -----END CERTIFICATE----- PRIVATE KEY----- RSA ENCRYPTED -----BEGIN\u00a0CERTIFICATE----- —BEGIN –––––
    Proc-Type:4,ENCRYPTED DEK-Info:DES-EDE3-CBC,00 MIIB MAA= 30820100 0x30,0x82 30:82:01 \\n \\r\\n %20 data:application/x-x509-ca-cert;base64,
    tls.crt: ca.crt: {"kty":"EC","d":"AA"} apiVersion:v1 subject= issuer= i: s: <ds:X509Certificate> </ds:X509Certificate> &#10; = ==`),
};
