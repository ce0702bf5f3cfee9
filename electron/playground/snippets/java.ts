import { algorithm, CONTENT_ENCRYPTION, CONTENT_KEY_BYTES, DIRECT_ENCRYPTION, KEY_ENCRYPTION } from '../../../shared/model/algorithms.ts';
import { caComment, lines, summaryOf, variablesNeeded, wiseKeyQuery, type Snippet, type SnippetFacts } from './facts.ts';

/** A program for Java alone: its own cryptography and java.net.http, no library. JSON text is a Java literal too. */
export function javaSnippet(facts: SnippetFacts): Snippet {
  const { protection, apiUrl, path, payload, http } = facts;
  const sends = http === 'POST';
  const text = lines(
    `// ${summaryOf(facts)}`,
    '// Save it as Playground.java. It needs Java 17 or newer and nothing else: java Playground.java',
    'import java.net.URI;',
    'import java.net.http.*;',
    'import java.nio.charset.StandardCharsets;',
    'import java.nio.file.*;',
    'import java.security.*;',
    'import java.security.spec.*;',
    'import java.util.Base64;',
    'import java.util.regex.*;',
    'import javax.crypto.Cipher;',
    'import javax.crypto.spec.*;',
    '',
    'public class Playground {',
    `  static final String API = ${JSON.stringify(apiUrl)};`,
    `  static final String PATH = ${JSON.stringify(path)};`,
    facts.ca === undefined ? ['  static final HttpClient HTTP = HttpClient.newHttpClient();'] : clientWithCa(),
    '',
    '  public static void main(String[] args) throws Exception {',
    sends && [`    String message = ${ascii(JSON.stringify(payload))};`],
    facts.signing && signing(facts.signing),
    protection.encrypts && encrypting(facts),
    '    String answer = call(HttpRequest.newBuilder(URI.create(API + PATH))',
    facts.headers.map(([name, value]) => `        .header(${JSON.stringify(name)}, ${JSON.stringify(value)})`),
    `        ${sends ? '.POST(HttpRequest.BodyPublishers.ofString(message))' : '.GET()'});`,
    protection.answer !== 'clear' && decrypting(facts),
    facts.signing && verifying(facts.signing),
    '    System.out.write(utf8(answer + "\\n"));',
    '  }',
    call(),
    joseParts(),
    facts.signing && signature(facts.signing),
    (protection.encrypts || protection.answer !== 'clear') && ciphers(),
    (facts.signing ?? facts.encryption) && privateKey(),
    (protection.signs || protection.encrypts) && wiseKey(facts),
    '}',
    caComment(facts, '//'),
  );
  const plain = facts.signing ?? facts.encryption ? ['Private keys not encrypted: Java alone reads no other PEM'] : [];
  return { text, needs: ['Java 17 or newer', ...variablesNeeded(facts, 'CA_PEM'), ...plain] };
}

type Signing = NonNullable<SnippetFacts['signing']>;

/** Java reads its source in the encoding of the machine, which may know ASCII only. */
function ascii(literal: string): string {
  return literal.replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A JOSE header as a Java literal. */
const literal = (header: object) => JSON.stringify(JSON.stringify(header));

function signing({ alg, keyId }: Signing): string[] {
  const { kty } = algorithm(alg).key;
  return [
    `    String header = ${literal({ alg, typ: 'JWT', kid: keyId })}.replaceFirst("}$", ",\\"url\\":\\"" + PATH + "\\"}");`,
    '    String input = base64url(utf8(header)) + "." + base64url(utf8(message));',
    '    Signature signer = signature();',
    `    signer.initSign(privateKey("${kty}", "SIGNING_KEY_PEM"));`,
    '    signer.update(utf8(input));',
    '    message = input + "." + base64url(signer.sign());',
  ];
}

function encrypting({ protection, encryption }: SnippetFacts): string[] {
  const header = { alg: KEY_ENCRYPTION, enc: CONTENT_ENCRYPTION, ...(protection.signs ? { cty: 'JWT' } : {}), ...(encryption ? { kid: encryption.keyId } : {}) };
  return [
    '    // A fresh content key for each message. With direct encryption the answer comes under it.',
    `    byte[] contentKey = random(${CONTENT_KEY_BYTES});`,
    '    byte[] iv = random(12);',
    `    String jweHeader = base64url(utf8(${literal(header)}));`,
    `    byte[] encryptedKey = oaep(Cipher.ENCRYPT_MODE, wiseKey("RSA", "${wiseKeyQuery(KEY_ENCRYPTION)}"), contentKey);`,
    '    byte[] sealed = gcm(Cipher.ENCRYPT_MODE, contentKey, iv, jweHeader, utf8(message));',
    '    int end = sealed.length - 16;',
    '    message = String.join(".", jweHeader, base64url(encryptedKey), base64url(iv),',
    '        base64url(java.util.Arrays.copyOf(sealed, end)), base64url(java.util.Arrays.copyOfRange(sealed, end, sealed.length)));',
  ];
}

function decrypting({ protection }: SnippetFacts): string[] {
  const isDirect = protection.answer === 'content-key';
  return [
    '    String[] jwe = answer.trim().split("\\\\.", -1);',
    `    requireHeader(jwe, 5, "alg", "${isDirect ? DIRECT_ENCRYPTION : KEY_ENCRYPTION}");`,
    `    requireHeader(jwe, 5, "enc", "${CONTENT_ENCRYPTION}");`,
    `    byte[] answerKey = ${isDirect ? 'contentKey' : 'oaep(Cipher.DECRYPT_MODE, privateKey("RSA", "ENCRYPTION_KEY_PEM"), bytes(jwe[1]))'};`,
    '    byte[] ciphertext = bytes(jwe[3]), tag = bytes(jwe[4]);',
    '    if (tag.length != 16) throw new SecurityException("The tag of the answer is cut.");',
    '    byte[] joined = java.util.Arrays.copyOf(ciphertext, ciphertext.length + tag.length);',
    '    System.arraycopy(tag, 0, joined, ciphertext.length, tag.length);',
    '    answer = new String(gcm(Cipher.DECRYPT_MODE, answerKey, bytes(jwe[2]), jwe[0], joined), StandardCharsets.UTF_8);',
  ];
}

function verifying({ alg }: Signing): string[] {
  return [
    '    String[] jws = answer.trim().split("\\\\.", -1);',
    `    requireHeader(jws, 3, "alg", "${alg}");`,
    '    Signature verifier = signature();',
    `    verifier.initVerify(wiseKey("${algorithm(alg).key.kty}", "${wiseKeyQuery(alg)}"));`,
    '    verifier.update(utf8(jws[0] + "." + jws[1]));',
    '    if (!verifier.verify(bytes(jws[2]))) throw new SecurityException("The signature on the answer does not verify.");',
    '    answer = new String(bytes(jws[1]), StandardCharsets.UTF_8);',
  ];
}

/** JOSE wants an ECDSA signature as R and S side by side (RFC 7518, 3.4), and PSS with a salt as long as the hash (3.5). */
function signature({ alg }: Signing): string[] {
  const bits = alg.slice(2);
  const make = algorithm(alg).key.kty === 'EC'
    ? [`    return Signature.getInstance("SHA${bits}withECDSAinP1363Format");`]
    : [
      '    Signature pss = Signature.getInstance("RSASSA-PSS");',
      `    pss.setParameter(new PSSParameterSpec("SHA-${bits}", "MGF1", MGF1ParameterSpec.SHA${bits}, ${Number(bits) / 8}, 1));`,
      '    return pss;',
    ];
  return ['', '  static Signature signature() throws Exception {', ...make, '  }'];
}

function ciphers(): string[] {
  return [
    '',
    '  static byte[] oaep(int mode, Key key, byte[] data) throws Exception {',
    '    Cipher rsa = Cipher.getInstance("RSA/ECB/OAEPPadding");',
    '    rsa.init(mode, key, new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));',
    '    return rsa.doFinal(data);',
    '  }',
    '',
    '  static byte[] gcm(int mode, byte[] key, byte[] iv, String header, byte[] data) throws Exception {',
    '    Cipher aes = Cipher.getInstance("AES/GCM/NoPadding");',
    '    aes.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));',
    '    aes.updateAAD(header.getBytes(StandardCharsets.US_ASCII));',
    '    return aes.doFinal(data);',
    '  }',
    '',
    '  static byte[] random(int length) {',
    '    byte[] bytes = new byte[length];',
    '    new SecureRandom().nextBytes(bytes);',
    '    return bytes;',
    '  }',
  ];
}

function joseParts(): string[] {
  return [
    '',
    '  static byte[] utf8(String text) { return text.getBytes(StandardCharsets.UTF_8); }',
    '  static String base64url(byte[] data) { return Base64.getUrlEncoder().withoutPadding().encodeToString(data); }',
    '  static byte[] bytes(String part) { return Base64.getUrlDecoder().decode(part); }',
    '',
    '  /** The first string member of that name. */',
    '  static String member(String json, String name) {',
    '    Matcher found = Pattern.compile("\\"" + name + "\\"\\\\s*:\\\\s*\\"([^\\"]*)\\"").matcher(json);',
    '    return found.find() ? found.group(1) : "";',
    '  }',
    '',
    '  static void requireHeader(String[] token, int parts, String name, String wanted) {',
    '    if (token.length != parts || !member(new String(bytes(token[0]), StandardCharsets.UTF_8), name).equals(wanted))',
    '      throw new SecurityException("The answer is not protected as asked: " + name + " is not " + wanted + ".");',
    '  }',
  ];
}

function call(): string[] {
  return [
    '',
    '  static String call(HttpRequest.Builder request) throws Exception {',
    '    request.header("Authorization", "Bearer " + System.getenv("WISE_ACCESS_TOKEN"));',
    '    HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());',
    '    if (response.statusCode() >= 300) throw new IllegalStateException(response.statusCode() + " " + response.body());',
    '    return response.body();',
    '  }',
  ];
}

function privateKey(): string[] {
  return [
    '',
    '  static PrivateKey privateKey(String factory, String variable) throws Exception {',
    '    String base64 = Files.readString(Path.of(System.getenv(variable))).replaceAll("-----[^-]+-----", "");',
    '    return KeyFactory.getInstance(factory).generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));',
    '  }',
  ];
}

function wiseKey({ wiseKeyPath }: SnippetFacts): string[] {
  return [
    '',
    '  /** Wise’s own key. Keep it, and ask again only when something fails with it. */',
    '  static PublicKey wiseKey(String factory, String query) throws Exception {',
    `    String answer = call(HttpRequest.newBuilder(URI.create(API + "${wiseKeyPath}?" + query)).GET());`,
    '    String material = member(answer, "keyMaterial");',
    '    return KeyFactory.getInstance(factory).generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(material)));',
    '  }',
  ];
}

/** A client that trusts the CA in the file that CA_PEM names, and no other. */
function clientWithCa(): string[] {
  return [
    '  static final HttpClient HTTP = client();',
    '',
    '  static HttpClient client() {',
    '    try (var pem = Files.newInputStream(Path.of(System.getenv("CA_PEM")))) {',
    '      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());',
    '      store.load(null, null);',
    '      store.setCertificateEntry("ca", java.security.cert.CertificateFactory.getInstance("X.509").generateCertificate(pem));',
    '      var trust = javax.net.ssl.TrustManagerFactory.getInstance(javax.net.ssl.TrustManagerFactory.getDefaultAlgorithm());',
    '      trust.init(store);',
    '      var tls = javax.net.ssl.SSLContext.getInstance("TLS");',
    '      tls.init(null, trust.getTrustManagers(), null);',
    '      return HttpClient.newBuilder().sslContext(tls).build();',
    '    } catch (Exception thrown) {',
    '      throw new IllegalStateException(thrown);',
    '    }',
    '  }',
  ];
}
