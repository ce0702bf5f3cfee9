import { X509Certificate } from 'node:crypto';
import { basename } from 'node:path';
import { WISE_CA_FORMS } from '../../shared/model/certificates.ts';
import { fileWord } from '../shell/save-as.ts';
import { named } from './names.ts';
import { joinPem } from './pem.ts';

export type WiseCaForm = (typeof WISE_CA_FORMS)[number];
type Written = {
  extension: string;
  content: (authorities: readonly string[]) => Promise<Buffer>;
  /** The lines of configuration that use the file at `path`. `depth`: links from a client certificate to the highest authority. */
  config: (path: string, depth: number) => string;
};

/** What Java's own trust store has; it protects nothing, for nothing in it is secret. */
const JAVA_PASSWORD = 'changeit';

/** By the server that takes webhooks. */
export const WISE_CA_FILES: Readonly<Record<WiseCaForm, Written>> = {
  pem: { extension: 'pem', content: bundle, config: (path) => `# The authorities, one after the other, for whatever takes a CA file:\n${path}\n` },
  nginx: { extension: 'pem', content: bundle, config: nginx },
  envoy: { extension: 'pem', content: bundle, config: envoy },
  haproxy: { extension: 'pem', content: bundle, config: haproxy },
  java: { extension: 'p12', content: javaTrustStore, config: java },
};

async function bundle(authorities: readonly string[]): Promise<Buffer> {
  return Buffer.from(joinPem(authorities));
}

async function javaTrustStore(authorities: readonly string[]): Promise<Buffer> {
  const { trustStorePkcs12 } = await import('./pkcs12.ts');
  const entries = authorities.map((pem, index) => {
    const certificate = new X509Certificate(pem);
    return { alias: [fileWord(named(certificate)), String(index + 1)].filter(Boolean).join('-'), certificate };
  });
  return trustStorePkcs12(entries, JAVA_PASSWORD);
}

/** https://nginx.org/en/docs/http/ngx_http_ssl_module.html */
function nginx(path: string, depth: number): string {
  return `# In the server block that takes Wise's webhooks, beside ssl_certificate and ssl_certificate_key:\nssl_client_certificate ${quoted(path)};\nssl_verify_client on;\nssl_verify_depth ${depth};\n`;
}

/** https://www.envoyproxy.io/docs/envoy/latest/api-v3/extensions/transport_sockets/tls/v3/tls.proto */
function envoy(path: string): string {
  return [
    '# The transport socket of the filter chain that takes Wise\'s webhooks:',
    'transport_socket:',
    '  name: envoy.transport_sockets.tls',
    '  typed_config:',
    '    "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext',
    '    require_client_certificate: true',
    '    common_tls_context:',
    '      tls_certificates:',
    '        - certificate_chain: { filename: /path/to/your/server.crt }',
    '          private_key: { filename: /path/to/your/server.key }',
    '      validation_context:',
    '        trusted_ca:',
    `          filename: ${quoted(path)}`,
    '',
  ].join('\n');
}

/** https://docs.haproxy.org/3.0/configuration.html#5.1-ca-file */
function haproxy(path: string): string {
  return `# The frontend that takes Wise's webhooks; server.pem is your own certificate with its key:\nbind :443 ssl crt /path/to/your/server.pem ca-file ${quoted(path)} verify required\n`;
}

/** https://docs.oracle.com/en/java/javase/17/security/java-secure-socket-extension-jsse-reference-guide.html */
function java(path: string): string {
  return [
    '# System properties of the Java program that takes Wise\'s webhooks:',
    `javax.net.ssl.trustStore=${propertyValue(path)}`,
    'javax.net.ssl.trustStoreType=PKCS12',
    `javax.net.ssl.trustStorePassword=${JAVA_PASSWORD}`,
    `# To look into it: keytool -list -keystore ${basename(path)} -storepass ${JAVA_PASSWORD}`,
    '',
  ].join('\n');
}

/** As nginx, HAProxy and YAML read a string in double quotes. */
function quoted(path: string): string {
  return `"${path.replace(/["\\]/g, '\\$&')}"`;
}

/** Of a properties file, where a backslash escapes. */
function propertyValue(path: string): string {
  return path.replaceAll('\\', '\\\\');
}
