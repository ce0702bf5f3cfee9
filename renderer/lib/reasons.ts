/** What the short codes among an error's details mean. The code itself stays, for whoever looks it up. */
const WORDS: Record<string, string> = {
  // The network, by the codes of Node and its HTTP client
  ENOTFOUND: 'no address is known for this name; there may be no network',
  EAI_AGAIN: 'the name could not be looked up; there may be no network',
  ECONNREFUSED: 'nothing answers at this address',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
  EHOSTUNREACH: 'no way to this address',
  ENETUNREACH: 'no way to this network',
  EADDRINUSE: 'another program listens there already',
  EADDRNOTAVAIL: 'this machine has no such address',
  EACCES: 'the system does not allow it',
  ETIMEDOUT: 'no answer in time',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
  UND_ERR_HEADERS_TIMEOUT: 'no answer in time',
  UND_ERR_BODY_TIMEOUT: 'the answer stopped half-way',
  TOTAL_TIMEOUT: 'the whole call took too long',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'the answer is too large',
  // Wise's answers
  ANSWER_NOT_JSON: 'the answer is not JSON',
  ANSWER_SHAPE: 'a field is missing or of another kind',
  ERROR_SHAPE_UNKNOWN: 'the error is told in an unknown form',
  ANOTHER_KEY: 'the answer is about another key',
  ANOTHER_MESSAGE: 'the answer repeats another message than was sent',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'Wise’s key did not make this signature',
  ERR_JWS_INVALID: 'it is not a well-formed JWS',
  PARTS: 'it is not of three parts',
  HEADER: 'its header cannot be read',
  KEY_KIND: 'the key is of another kind than the algorithm needs',
  // The vault file
  FORMAT: 'it is incomplete or not a vault file',
  CHECKSUM: 'its checksum does not match',
  KDF: 'its key derivation is weaker than any Portcullis writes',
  DOOR: 'the part that holds the vault’s key does not open',
  BODY: 'the encrypted part does not open',
  TOO_LARGE: 'it is larger than any Portcullis writes',
};

/** A cause in words, with its code: "the connection was cut (ECONNRESET)". A code without words stays as it is. */
export function reasonText(code: string): string {
  const words = WORDS[code];
  return words ? `${words} (${code})` : code;
}
