import { algorithm, CONTENT_ENCRYPTION, CONTENT_KEY_BYTES, KEY_ENCRYPTION } from '../../../shared/model/algorithms.ts';
import { caComment, lines, summaryOf, variablesNeeded, wiseKeyQuery, type Snippet, type SnippetFacts } from './facts.ts';

/** A program for Java, with Nimbus JOSE + JWT and java.net.http. JSON text is a Java literal too. */
export function javaSnippet(facts: SnippetFacts): Snippet {
  const { protection, apiUrl, path, payload, http } = facts;
  const sends = http === 'POST';
  const text = lines(
    `// ${summaryOf(facts)}`,
    '// Save it as Playground.java. It needs Java 17 or newer and com.nimbusds:nimbus-jose-jwt 10:',
    '//   java -cp nimbus-jose-jwt.jar Playground.java',
    'import com.nimbusds.jose.*;',
    'import com.nimbusds.jose.crypto.*;',
    'import com.nimbusds.jose.util.JSONObjectUtils;',
    'import java.net.URI;',
    'import java.net.http.*;',
    'import java.nio.file.*;',
    'import java.security.*;',
    'import java.security.interfaces.*;',
    'import java.security.spec.*;',
    'import java.util.Base64;',
    '',
    'public class Playground {',
    `  static final String API = ${JSON.stringify(apiUrl)};`,
    `  static final String PATH = ${JSON.stringify(path)};`,
    facts.ca === undefined ? ['  static final HttpClient HTTP = HttpClient.newHttpClient();'] : clientWithCa(),
    '',
    '  public static void main(String[] args) throws Exception {',
    sends && [`    String message = ${JSON.stringify(payload)};`],
    facts.signing && signing(facts.signing),
    protection.encrypts && encrypting(facts),
    '    String answer = call(HttpRequest.newBuilder(URI.create(API + PATH))',
    facts.headers.map(([name, value]) => `        .header(${JSON.stringify(name)}, ${JSON.stringify(value)})`),
    `        ${sends ? '.POST(HttpRequest.BodyPublishers.ofString(message))' : '.GET()'});`,
    protection.answer !== 'clear' && decrypting(facts),
    facts.signing && verifying(facts.signing),
    '    System.out.println(answer);',
    '  }',
    call(),
    (facts.signing ?? facts.encryption) && privateKey(),
    (protection.signs || protection.encrypts) && wiseKey(facts),
    '}',
    caComment(facts, '//'),
  );
  const plain = facts.signing ?? facts.encryption ? ['Private keys not encrypted: Java alone reads no other PEM'] : [];
  return { text, needs: ['Java 17 or newer, with com.nimbusds:nimbus-jose-jwt 10', ...variablesNeeded(facts, 'CA_PEM'), ...plain] };
}

type Signing = NonNullable<SnippetFacts['signing']>;

/** The Java names that go with a kind of key. */
const NAMES = {
  EC: { factory: 'EC', signer: 'ECDSASigner', verifier: 'ECDSAVerifier', privateKey: 'ECPrivateKey', publicKey: 'ECPublicKey' },
  RSA: { factory: 'RSA', signer: 'RSASSASigner', verifier: 'RSASSAVerifier', privateKey: 'RSAPrivateKey', publicKey: 'RSAPublicKey' },
} as const;

function signing({ alg, keyId }: Signing): string[] {
  const { factory, signer, privateKey: type } = NAMES[algorithm(alg).key.kty];
  return [
    `    JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.parse("${alg}"))`,
    `        .type(JOSEObjectType.JWT).keyID("${keyId}").customParam("url", PATH).build();`,
    '    JWSObject signed = new JWSObject(header, new Payload(message));',
    `    signed.sign(new ${signer}((${type}) privateKey("${factory}", "SIGNING_KEY_PEM")));`,
    '    message = signed.serialize();',
  ];
}

function encrypting({ protection, encryption }: SnippetFacts): string[] {
  const direct = protection.answer === 'content-key';
  const wiseKeyCall = `(RSAPublicKey) wiseKey("RSA", "${wiseKeyQuery(KEY_ENCRYPTION)}")`;
  return [
    `    JWEHeader jweHeader = new JWEHeader.Builder(JWEAlgorithm.parse("${KEY_ENCRYPTION}"), EncryptionMethod.parse("${CONTENT_ENCRYPTION}"))`,
    `        ${protection.signs ? '.contentType("JWT")' : ''}${encryption ? `.keyID("${encryption.keyId}")` : ''}.build();`,
    ...(direct ? [
      '    // The answer comes under the content key of the request, so it is made here and kept.',
      `    byte[] contentKeyBytes = new byte[${CONTENT_KEY_BYTES}];`,
      '    new SecureRandom().nextBytes(contentKeyBytes);',
      '    javax.crypto.SecretKey contentKey = new javax.crypto.spec.SecretKeySpec(contentKeyBytes, "AES");',
    ] : []),
    '    JWEObject encrypted = new JWEObject(jweHeader, new Payload(message));',
    `    encrypted.encrypt(new RSAEncrypter(${wiseKeyCall}${direct ? ', contentKey' : ''}));`,
    '    message = encrypted.serialize();',
  ];
}

function decrypting({ protection }: SnippetFacts): string[] {
  const decrypter = protection.answer === 'content-key' ? 'new DirectDecrypter(contentKey)' : 'new RSADecrypter(privateKey("RSA", "ENCRYPTION_KEY_PEM"))';
  return ['    JWEObject opened = JWEObject.parse(answer);', `    opened.decrypt(${decrypter});`, '    answer = opened.getPayload().toString();'];
}

function verifying({ alg }: Signing): string[] {
  const { factory, verifier, publicKey } = NAMES[algorithm(alg).key.kty];
  return [
    '    JWSObject verified = JWSObject.parse(answer);',
    `    boolean isOfWise = verified.getHeader().getAlgorithm().getName().equals("${alg}")`,
    `        && verified.verify(new ${verifier}((${publicKey}) wiseKey("${factory}", "${wiseKeyQuery(alg)}")));`,
    '    if (!isOfWise) throw new SecurityException("The signature on the answer does not verify.");',
    '    answer = verified.getPayload().toString();',
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
    '    String material = (String) JSONObjectUtils.getJSONObject(JSONObjectUtils.parse(answer), "keyMaterial").get("keyMaterial");',
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
