import type { algorithm } from '../../../shared/model/algorithms.ts';

type Algorithm = ReturnType<typeof algorithm>;

/** Bytes of r, and of s, in a JOSE signature (RFC 7518, 3.4). */
const COORDINATE_BYTES = { 'P-256': 32, 'P-384': 48, 'P-521': 66 } as const;

/** SHA-2 with as many bits as the algorithm's name says (RFC 7518, 3.1). */
function digestOf({ id }: Algorithm): string {
  return `-sha${id.slice(-3)}`;
}

const PSS = '-sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:-1';

/** `sign HEADER PAYLOAD`: a compact JWS. */
export function signFunction(alg: Algorithm): string[] {
  const { key } = alg;
  return [
    '',
    "b64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }",
    'sign() {',
    '  local input',
    '  input="$(printf %s "$1" | b64url).$(printf %s "$2" | b64url)"',
    ...(key.kty === 'EC' ? ecSignature(alg, COORDINATE_BYTES[key.crv]) : [`  printf '%s.%s' "$input" "$(printf %s "$input" | openssl dgst ${digestOf(alg)} ${PSS} -sign "$SIGNING_KEY_PEM" | b64url)"`]),
    '}',
  ];
}

function ecSignature(alg: Algorithm, bytes: number): string[] {
  return [
    '  local numbers',
    `  # openssl writes r and s in DER; JOSE wants them one after the other, ${bytes} bytes each.`,
    `  numbers=$(printf %s "$input" | openssl dgst ${digestOf(alg)} -sign "$SIGNING_KEY_PEM" | openssl asn1parse -inform DER |`,
    `    awk -F: '/INTEGER/ { number = $NF; while (length(number) < ${bytes * 2}) number = "0" number; printf "%s", number }' | sed 's/../\\\\x&/g')`,
    '  printf \'%s.%s\' "$input" "$(printf "$numbers" | b64url)"',
  ];
}

/** `verify PEM JWS`: prints the payload, or ends the script. */
export function verifyFunction(alg: Algorithm): string[] {
  return [
    '',
    "unb64url() { tr '_-' '/+' | awk '{ while (length($0) % 4) $0 = $0 \"=\"; print }' | openssl base64 -d -A; }",
    'verify() {',
    '  local header payload signature',
    '  IFS=. read -r header payload signature <<<"$2"',
    ...(alg.key.kty === 'EC' ? ecVerification(alg) : rsaVerification(alg)),
    '  printf %s "$payload" | unb64url; echo',
    '}',
  ];
}

function ecVerification(alg: Algorithm): string[] {
  return [
    '  local numbers half',
    '  numbers=$(printf %s "$signature" | unb64url | od -An -v -tx1 | tr -d \' \\n\')',
    '  half=$((${#numbers} / 2))',
    `  openssl dgst ${digestOf(alg)} -verify <(printf %s "$1") -signature <(`,
    "    openssl asn1parse -noout -out /dev/stdout -genconf <(printf 'asn1=SEQUENCE:both\\n[both]\\nr=INTEGER:0x%s\\ns=INTEGER:0x%s\\n' \"${numbers:0:half}\" \"${numbers:half}\")",
    '  ) <(printf %s "$header.$payload") >&2',
  ];
}

function rsaVerification(alg: Algorithm): string[] {
  return [`  openssl dgst ${digestOf(alg)} ${PSS} -verify <(printf %s "$1") -signature <(printf %s "$signature" | unb64url) <(printf %s "$header.$payload") >&2`];
}
