import type { ErrorDetails, WireError } from './ipc/result.ts';

/**
 * Every way Portcullis can fail, with what to say and what to do next.
 * The keys are the closed union of error codes; a code not in this table cannot be thrown.
 */
export const ERROR_TEXTS = {
  // Vault
  VAULT_ABSENT: ['There is no vault here yet.', 'Create one, or start Portcullis with the profile folder that holds yours.'],
  VAULT_EXISTS: ['There is already a vault here.', 'Unlock it instead. Nothing was changed.'],
  VAULT_LOCKED: ['The vault is locked.', 'Unlock it and try again.'],
  VAULT_WRONG_PASSPHRASE: ['That passphrase does not open this vault.', 'Check Caps Lock and the keyboard layout, or use the recovery code.'],
  VAULT_WRONG_RECOVERY_CODE: ['That recovery code does not open this vault.', 'Compare it with the printed sheet, group by group. Only the newest code works.'],
  VAULT_WAIT: ['Too many wrong tries in a row.', 'Wait until the time shown has passed, then try again.'],
  VAULT_DAMAGED: ['The vault file is damaged.', 'Nothing was changed. Quit, keep a copy of the file, then put the .bak file beside it in its place or restore a backup.'],
  VAULT_NEWER: ['This vault was written by a newer Portcullis.', 'Install the newest version and open it there. Nothing was changed.'],
  VAULT_ROLLED_BACK: ['This vault file is older than the one last opened here.', 'If you restored a backup on purpose, open it as it is. If not, look for who replaced the file.'],
  VAULT_CHANGED_ON_DISK: ['Something else changed the vault file while it was open here.', 'Nothing was overwritten. Lock and unlock to go on with the file as it is now, or put back yours.'],
  VAULT_IN_USE: ['Portcullis is already running with this profile.', 'Use the window that is open, or choose another folder with --profile.'],
  PASSPHRASE_TOO_SHORT: ['The passphrase is too short.', 'Use at least 12 characters; four or five unrelated words are easy to keep in mind.'],
  PASSPHRASE_TOO_LONG: ['The passphrase is too long.', 'Use at most 1,024 characters.'],
  PASSPHRASE_NOT_ASCII: ['The passphrase holds characters that other programs write differently.', 'For a file that other programs open, use letters without accents, digits and signs.'],
  // Files
  STORAGE_FULL: ['The disk is full.', 'Nothing was changed. Free some space and try again.'],
  STORAGE_READ_ONLY: ['Portcullis may not write to its folder.', 'Nothing was changed. Give your user write access to the folder, or choose another with --profile.'],
  STORAGE_FAILED: ['A file could not be read or written.', 'Nothing was changed. Look at the file named in the details and try again.'],
  // IPC
  IPC_FORBIDDEN: ['A message came from a page that is not Portcullis.', 'Close the window and start Portcullis again.'],
  IPC_UNKNOWN_METHOD: ['The window asked for something this version does not know.', 'Restart Portcullis so that both halves are of one version.'],
  IPC_INVALID_INPUT: ['The window sent something that does not fit.', 'Check the field named in the details.'],
  IPC_TOO_LARGE: ['The window sent too much at once.', 'Shorten the input and try again.'],
  // Keys and connections
  KEY_NOT_FOUND: ['There is no such key in this vault.', 'Open Keys and pick one from the list.'],
  KEY_WRONG_USE: ['This key is not made for that.', 'Pick a signing key to sign with, an encryption key to decrypt with.'],
  KEY_NOT_UPLOADED: ['Wise does not have this key yet.', 'Upload it first, then try again.'],
  KEY_EXPIRED: ['This key is past its end date.', 'Make a new key and upload it.'],
  KEY_NOT_YET_VALID: ['This key is not valid yet.', 'Wait until its first day (UTC), or make one that is valid now.'],
  KEY_RETIRED: ['This key is retired.', 'Pick another key; a retired one is kept for the record only.'],
  KEY_IN_USE: ['A connection still uses this key.', 'Switch the connections named in the details to another key first.'],
  KEY_EXISTS: ['This key is in the vault already.', 'Open it under Keys; nothing was changed.'],
  KEY_DATES: ['The dates of the key do not fit.', 'The last day must come after the first, and lie in the future (UTC).'],
  KEY_MISSING: ['This call needs a key that is not there.', 'Make the key named in the details and upload it, then try again.'],
  IMPORT_GONE: ['What was to be imported is no longer kept.', 'It is dropped after five minutes and on lock. Paste or pick it again.'],
  IMPORT_UNREADABLE: ['No key was found in this.', 'Portcullis reads PEM, DER, JWK and PKCS#12. Copy the whole of it, with its first and last line.'],
  IMPORT_WRONG_PASSPHRASE: ['That passphrase does not open this file.', 'Check Caps Lock and the keyboard layout, and try again.'],
  IMPORT_CIPHER: ['This file is protected in a way that is not supported.', 'Export it anew with a current cipher, as the details say.'],
  IMPORT_UNFIT: ['This key does not fit Wise.', 'The sentence beside the key says why. Make a new one here instead.'],
  ROTATION_NOT_FOUND: ['There is no such rotation.', 'Open Keys and start it from the key.'],
  ROTATION_OUT_OF_STEP: ['The rotation stands at another step.', 'Look at where it stands now, and go on from there.'],
  ROTATION_OVER: ['This rotation is over.', 'Start a new one from the key.'],
  ROTATION_OVERLAP: ['The overlap is not over yet.', 'Wait for the date shown, or shorten the overlap if nothing uses the old key any more.'],
  CERT_NOT_FOUND: ['There is no such certificate in this vault.', 'Open Certificates and pick one from the list.'],
  CERT_NAME_TAKEN: ['This connection has a certificate of that name already.', 'Developer Hub takes each name once. Choose another, such as one with the month in it.'],
  CERT_TOO_MANY: ['Ten certificates are active already, which is the most Wise allows.', 'Remove one that nothing uses in Developer Hub, retire it here, and try again.'],
  CERT_SUBJECT: ['The names in the request do not fit.', 'The details name the field. The organisation (O) is required; everything is one line of plain text.'],
  CERT_NOT_ISSUED: ['The certificate has not come back yet.', 'Paste the CSR into Developer Hub and bring back what it answers.'],
  CERT_BY_HAND: ['Only the built-in sandbox can issue it from here.', 'Paste the CSR into Developer Hub, under Authentication, and bring back what it answers.'],
  CERT_UNREADABLE: ['No certificate was found in this.', 'Copy the whole of it, with its BEGIN and END lines. PEM, DER and PKCS#7 are read.'],
  CERT_WRONG_KEY: ['This certificate belongs to another private key.', 'It was made from another CSR. Take the one that Developer Hub shows under this certificate’s name.'],
  CERT_EXPIRED: ['This certificate is past its end.', 'Request a new one; an ended one is refused by every server.'],
  CERT_NOT_YET_VALID: ['This certificate is not valid yet.', 'Compare its first day with this machine’s clock (UTC).'],
  CERT_UNFIT: ['This certificate would not work.', 'What was found says why. Request a new one here.'],
  CERT_KEY_MISSING: ['The private key of this certificate is not there.', 'Add the file that holds it, or request a new certificate here.'],
  CERT_EXISTS: ['This certificate is in the vault already.', 'Open it under Certificates; nothing was changed.'],
  CERT_NOT_PROVED: ['No call with this certificate has gone through yet.', 'Prove it first, so that nothing stops working.'],
  CERT_RETIRED: ['This certificate is retired.', 'Pick another; a retired one is kept for the record only.'],
  CERT_IN_USE: ['Its connection still uses this certificate.', 'Switch the connection named in the details to another certificate first.'],
  CERT_OTHER_CONNECTION: ['This certificate belongs to another connection.', 'At Wise it is bound to one client id. Request one for this connection.'],
  CA_UNREADABLE: ['No certificate authority was found in this.', 'Take what Developer Hub gives as “Get Wise certificate”, the whole file.'],
  CA_BUILT_IN: ['The built-in sandbox has its own authority.', 'Nothing has to be imported for it.'],
  HUB_REFUSED: ['The sandbox’s Developer Hub refused the request.', 'The details say why, as Wise’s own would.'],
  WEBHOOK_ACCESS_MISSING: ['Something is missing for webhook subscriptions.', 'Give the connection what the details name, under Webhooks.'],
  RECEIVER_FAILED: ['The local receiver could not be started.', 'The details name the cause. Try again.'],
  CALENDAR_EMPTY: ['Nothing is going to end, so there is nothing for a calendar.', 'Try again once there is a key or a certificate in use.'],
  CONNECTION_NOT_FOUND: ['There is no such connection in this vault.', 'Pick one from the switch at the top.'],
  CONNECTION_IN_USE: ['Something of this connection is still under way.', 'Retire its certificates and end its rotations first; the details name what is in the way.'],
  CONNECTION_WORD: ['Production was not confirmed.', 'Type the word PRODUCTION: its calls act on real money.'],
  CREDENTIAL_SHARED: ['Another environment has this credential already.', 'Credentials are never shared between environments, so that a fault in one cannot reach the other. Take one that is made for this environment.'],
  HOSTS_OF_PRODUCTION: ['These addresses are Wise’s production.', 'Add a production connection for them, so that it is marked as one.'],
  CONNECTION_EXISTS: ['This connection is already there.', 'Pick it from the switch at the top.'],
  HOST_FORBIDDEN: ['This connection may not send credentials to that host.', 'Nothing was sent. Check the address against the hosts of the connection.'],
  // Tokens
  TOKEN_NOT_FOUND: ['There is no such token in this vault.', 'Open Tokens and pick one from the list.'],
  TOKEN_EXISTS: ['This token is in the vault already.', 'Open it under Tokens; nothing was changed.'],
  TOKEN_OTHER_CONNECTION: ['This token belongs to another connection.', 'Pick one of this connection, or add one to it.'],
  TOKEN_NOT_A_TOKEN: ['This is not a token.', 'Paste the token alone: one word of letters, digits and dashes, without “Bearer”.'],
  TOKEN_IMPORT_UNREADABLE: ['No credential was found in this.', 'Portcullis reads Postman environments and collections (v2), .env files, Bruno files, and a token alone.'],
  TOKEN_NO_REFRESH: ['This token has nothing it could be refreshed with.', 'A personal token has no end that Wise states; a user token without refresh token needs a new consent.'],
  TOKEN_MISSING: ['This needs a user or personal token, and the connection has none.', 'Add one under Tokens, or let a person give consent.'],
  TOKEN_ENDED: ['This token has ended, and nothing can renew it.', 'Let the person give consent anew.'],
  TOKEN_REFUSED: ['Wise does not take this token any more.', 'It was deleted or replaced at Wise, or the person took consent back. Ask for consent anew, or add a new personal token.'],
  TOKEN_ANSWER_LOST: ['Wise may have refreshed this token, but its answer never arrived.', 'If the old refresh token is not taken any more, a new one was made that nobody has. Let the person give consent anew.'],
  TOKEN_REFRESH_WAIT: ['The last refresh failed a moment ago.', 'Wait for the time shown, or refresh it by hand.'],
  CONSENT_NOT_FOUND: ['This consent is not waited for any more.', 'Start it again under Tokens.'],
  CONSENT_DENIED: ['The person said no on Wise’s page.', 'Wise’s words stand below. Start it again when that was a mistake.'],
  CONSENT_STATE: ['This answer belongs to another consent.', 'It was not believed: its state is not the one that was sent. Paste the address of the page that this consent ended on, or start it again.'],
  CONSENT_UNREADABLE: ['There is no code in this.', 'Paste the whole address of the page the browser ended on, or the code alone.'],
  CONSENT_CODE_REFUSED: ['Wise does not take this code.', 'A code works once and for 30 minutes, with the redirect URI it was asked for with. Start the consent again.'],
  CONSENT_ANSWER_LOST: ['Wise may have taken the code, but its answer never arrived.', 'A code works once, so this one is spent. Open the consent page again; nobody has the token that may have been made.'],
  CONSENT_PORT_TAKEN: ['Nothing can listen at the port of the redirect URI: it is in use, or not allowed to you.', 'Go on in the browser all the same, then paste the address it ended on.'],
  REDIRECT_URI_MISSING: ['The connection has no redirect URI.', 'Enter it under Connections, exactly as it is registered with Wise.'],
  LINK_UNKNOWN: ['This link is not one that Portcullis knows.', 'Nothing was done with it. Check where it came from.'],
  USER_NOT_FOUND: ['There is no such user in this vault.', 'Open Tokens, Users, and pick one from the list.'],
  USER_EXISTS: ['Wise has a user of this address already.', 'A registration code cannot be used then. Let the person give consent on Wise’s page instead.'],
  USER_CODE_REFUSED: ['Wise does not take the registration code of this user.', 'Either the person has claimed the account, or it was made with another code. Let the person give consent on Wise’s page instead.'],
  MIGRATION_NOT_FOUND: ['There is no such migration.', 'Open Tokens and start it from the personal token.'],
  MIGRATION_OUT_OF_STEP: ['The migration stands at another step.', 'Look at where it stands now, and go on from there.'],
  MIGRATION_NOT_YET: ['This step is not done yet.', 'The details say what is missing. Do that, then check again.'],
  MIGRATION_LEG: ['That connection does not fit there.', 'The rehearsal runs anywhere but in production; the real one is where the personal token works.'],
  // Approvals and SCA
  APPROVAL_NOT_FOUND: ['This is not waiting any more.', 'Fetch the inbox anew: somebody may have approved or cancelled it.'],
  APPROVAL_UNDER_WAY: ['This is being approved already.', 'Wait for it. It is sent once, however often it is asked for.'],
  APPROVAL_UNCLEAR: ['It was sent, and what Wise made of it is not known.', 'Ask Wise what became of it before anything else. It is not sent again by itself.'],
  APPROVAL_TOO_SOON: ['Wise does not show it as done, but it was sent only a moment ago.', 'Wise may still be at work on it. Ask again when the time shown has passed; it is not offered before.'],
  APPROVAL_CANNOT_ASK: ['Wise has no call that tells what became of this one.', 'Look it up where it would show, then say here whether it happened.'],
  APPROVAL_DONE: ['This was done already.', 'The record shows when, and what Wise answered. Nothing was sent.'],
  APPROVAL_CHANGED: ['It is not what was shown any more.', 'Nothing was sent. Read it again as it is now; the details name what changed.'],
  APPROVAL_NOT_CLEAR: ['Not every proof that Wise asks for is there.', 'Give the ones that are left.'],
  APPROVAL_OWN: ['You prepared this yourself.', 'Another person has to approve it: with their own passphrase here, or by opening the vault themselves.'],
  APPROVAL_GUARDED: ['This profile is under four eyes over another connection.', 'Prepare it over that connection, which the details name, and let another person approve it.'],
  APPROVAL_CALL_INVALID: ['This call cannot be sent.', 'Check the field named in the details. The path begins with a slash and names no host; the body is JSON.'],
  APPROVAL_TOO_MANY: ['More wait than are fetched at once.', 'Approve some of those shown, then fetch again.'],
  APPROVAL_FILE_UNREADABLE: ['No call to approve was found in this.', 'Portcullis reads portcullis: links and the approval files it writes. Copy the whole of it.'],
  APPROVAL_ANSWER_GONE: ['The whole answer is not kept any more.', 'It is dropped on lock. What the record keeps of it stands there; ask Wise again for the rest.'],
  SCA_BLOCKED: ['Wise gives no one-time tokens for 15 minutes, after five wrong tries in a row.', 'Wait until the time shown. Trying again before that helps nobody.'],
  SCA_WRONG_PROOF: ['Wise did not accept this proof.', 'Try again with care: after five wrong tries in a row Wise blocks for 15 minutes.'],
  SCA_NOT_ENROLLED: ['This factor is not enrolled for the profile.', 'Enrol it under Approvals, Factors, or take another way.'],
  SCA_ENROLLED_ALREADY: ['This factor is enrolled already.', 'Replace it: Wise removes the old one first, then takes the new one.'],
  SCA_LIMIT: ['Three device fingerprints are enrolled, which is the most Wise takes.', 'Remove one first.'],
  SCA_TOKEN_ENDED: ['The one-time token has ended.', 'Nothing was sent with it. Begin again; Wise then gives a new one.'],
  SCA_OTHER_TOKEN: ['Wise’s answer is about another one-time token.', 'It was not believed. Begin again; ask Wise with the trace id if it stays so.'],
  SCA_UNKNOWN_CHALLENGE: ['Wise asks for a proof that this version does not know.', 'Approve it on wise.com or in Wise’s app, and look for a newer Portcullis.'],
  SCA_CODE_WAIT: ['A code was sent a moment ago.', 'Wait for the time shown before asking for another.'],
  SCA_CODE_NOT_SENT: ['No code was sent yet.', 'Ask for one first.'],
  SCA_PHONE_TAKEN: ['This phone number belongs to another account at Wise.', 'Use another number, or have it removed there.'],
  SCA_FACE_MAP_UNREADABLE: ['This is not an exported face map.', 'Take the file that your FaceTec server exported with Wise’s key: base64 in one line.'],
  SCA_DEVICE_UNKNOWN: ['This machine does not tell what could identify it.', 'Enter a fingerprint by hand, or take another way.'],
  SCA_KEY_MISSING: ['Wise asks for a signed token here, and the connection has no key for that.', 'Make or import one under Approvals, Factors, and upload its public half where the personal token was made.'],
  SCA_KEY_UNFIT: ['This key cannot sign one-time tokens.', 'It takes an RSA key of 2048 bits or more.'],
  SCA_USER_TOKEN: ['Proofs are given for a user token, and the connection has a personal one.', 'Let a person give consent under Tokens. What a personal token may still do is signed instead, when it is approved.'],
  SCA_OLD_WAY_REFUSED: ['Wise did not take the signature.', 'In the UK and EEA this old way has ended: use a user token there. Elsewhere check that the public half was uploaded to the account of the token.'],
  PERSON_NOT_FOUND: ['There is no such person in this vault.', 'Pick one from the list in Settings, People.'],
  PERSON_NAME_TAKEN: ['Somebody of this name is there already.', 'Choose a name that tells the two apart.'],
  PERSON_NEEDED: ['Four eyes take two people in this vault.', 'Add another one in Settings, People.'],
  PERSON_SECOND: ['This takes a second person.', 'Let another one give their own passphrase.'],
  PERSON_FIXED: ['This person cannot be removed here.', 'The owner stays, and nobody removes themselves.'],
  PERSON_OTHER: ['Somebody else has the vault open.', 'Lock it first, then let the other person open it.'],
  PROFILE_NOT_SEEN: ['The connection’s token does not see its profile.', 'The details name the profiles that it sees. Pick one of them under Connections, or another token.'],
  WISE_NAME_NOT_FOUND: ['The name of the host cannot be found (DNS).', 'Check the network or VPN, and the host of the connection.'],
  // Wise
  WISE_UNREACHABLE: ['Wise cannot be reached.', 'Check the network, a VPN or a proxy, then try again.'],
  WISE_TIMEOUT: ['Wise did not answer in time.', 'Try again. If it stays so, give Wise the correlation id.'],
  WISE_TLS_UNTRUSTED: ['The server’s certificate is not trusted.', 'Nothing was sent. Something between you and Wise may be reading along (a proxy), or the connection’s CA is the wrong one.'],
  WISE_TLS_WRONG_HOST: ['The server’s certificate is for another host.', 'Nothing was sent. Check the host of the connection; behind a proxy or a wrong DNS entry another server may have answered.'],
  WISE_TLS_EXPIRED: ['The server’s certificate is past its end.', 'Nothing was sent. Check this machine’s clock first; if it is right, the server has to renew its certificate. Do not switch the check off.'],
  WISE_TLS_NOT_YET_VALID: ['The server’s certificate is not valid yet.', 'Nothing was sent. Most often this machine’s clock is behind: set it and try again.'],
  WISE_TLS_PROXY: ['Something between you and Wise answers in its place.', 'Nothing was sent. Ask your network’s people to let this host through unopened; a proxy that opens TLS also takes the client certificate away.'],
  MTLS_CERT_MISSING: ['The server wants a client certificate, and none was sent.', 'Give this connection a certificate, or use the host without mTLS.'],
  MTLS_NOT_ASKED: ['The client certificate was not sent, because the server did not ask for it.', 'This is most likely not the mTLS host. Check the connection’s hosts.'],
  MTLS_HANDSHAKE: ['The server broke the handshake off (alert 40).', 'No cipher, version or certificate suited it. With a certificate: ask Wise whether its kind is allowed; without one: give the connection one.'],
  MTLS_CERT_REFUSED: ['The server refused the client certificate.', 'It is damaged, of the wrong kind, or not known there. Compare it with the one in Developer Hub.'],
  MTLS_CERT_REVOKED: ['The server says that the client certificate was revoked.', 'Request a new one and switch to it.'],
  MTLS_CERT_EXPIRED: ['The server says that the client certificate has ended.', 'Request a new one and switch to it. If it has not ended, this or the server’s clock is wrong.'],
  MTLS_UNKNOWN_CA: ['The server does not know the authority behind the client certificate (alert 48).', 'It was issued for another environment, not by Developer Hub, or its chain was not sent along. Compare its issuer with the connection’s Wise CA.'],
  CLOCK_WRONG: ['This machine’s clock is off by more than five minutes.', 'Set it, best from the network. Signatures, tokens and certificates all depend on it.'],
  WISE_REDIRECTED: ['Wise answered with a redirect, which is never followed with credentials.', 'Check the hosts of the connection.'],
  WISE_RATE_LIMITED: ['Wise asks for fewer calls.', 'Wait for the time shown, then try again.'],
  WISE_UNAUTHORIZED: ['Wise does not accept these credentials.', 'Check client id and client secret of the connection.'],
  WISE_FORBIDDEN: ['Wise refuses this call for these credentials.', 'Check what the token may do; ask Wise with the trace id.'],
  WISE_REFUSED: ['Wise refused the call.', 'Read Wise’s words below; ask Wise with the trace id.'],
  WISE_FAILED: ['Wise failed on its side.', 'Try again in a minute; ask Wise with the trace id. On an encrypted call it often means that Wise could not decrypt the body.'],
  WISE_ANSWER_INVALID: ['Wise’s answer is not what its documentation says.', 'Try again; ask Wise with the trace id.'],
  CANCELLED: ['Cancelled.', 'Nothing more was sent.'],
  // JOSE
  JOSE_REFUSED: ['Wise did not accept the signed message.', 'Check that the key is uploaded, valid today and of the scope PAYLOAD_SIGNING, and that the signed url is the path of the call.'],
  JOSE_ANSWER_NOT_JWS: ['Wise’s answer is not a signed message.', 'It was not believed. A proxy may have replaced it; ask Wise with the trace id.'],
  JOSE_ANSWER_FORGED: ['The signature on Wise’s answer does not verify.', 'It was not believed. Wise’s key was fetched afresh and tried once more; ask Wise with the trace id.'],
  JOSE_ALGORITHM_REFUSED: ['The message names an algorithm that is not allowed here.', 'It was not believed. The details name the algorithm; ask whoever sent the message, Wise with the trace id.'],
  JOSE_ANSWER_NOT_JWE: ['Wise’s answer is not an encrypted message.', 'It was not believed. A proxy may have replaced it; ask Wise with the trace id.'],
  JOSE_DECRYPT_FAILED: ['The message cannot be decrypted with this key.', 'It was made for another key, or changed on the way. Look at the kid in its header.'],
  JOSE_ANOTHER_KEY: ['The message is encrypted to another key than ours.', 'Compare the kid of the answer with the key of the call; ask Wise with the trace id.'],
  JOSE_ENCRYPTED_REFUSED: ['Wise did not accept the encrypted message.', 'Check that the encryption key is uploaded, valid today and of the scope PAYLOAD_ENCRYPTION, and that Wise’s own key is the newest.'],
  JOSE_WISE_COULD_NOT_DECRYPT: ['Wise failed with a bare 500, which on an encrypted call most likely means that it could not decrypt it.', 'Fetch Wise’s encryption key again and repeat. If it stays so, ask Wise with the trace id.'],
  JOSE_NOT_COMPACT: ['This is not a compact JWS or JWE.', 'Paste the whole token: three parts (JWS) or five (JWE) with dots between.'],
  JOSE_ALG_NONE: ['The message says “alg: none”: it is not signed at all.', 'Do not believe it. Wise never sends such a message.'],
  JOSE_CRIT_UNKNOWN: ['The header names an extension as critical that is not known here.', 'It must be refused (RFC 7515, 4.1.11). Ask who made it to leave “crit” out.'],
  JOSE_DUPLICATE_MEMBER: ['The header holds the same member twice.', 'Two readers would see two messages, so it is refused (RFC 7515, 4). Ask who made it for one without.'],
  JOSE_COMPRESSED: ['The message is compressed (“zip”).', 'Wise does not compress; unpacking could fill the memory, so it is refused.'],
  JOSE_TOO_LARGE: ['The message is too large.', 'At most 256 KiB are taken.'],
  JOSE_SIGNATURE_INVALID: ['The signature does not verify with this key.', 'Another key signed it, or it was changed. Compare its kid with the key you chose.'],
  JOSE_HEADER_INVALID: ['The header of the message does not hold what it must.', 'The details name the member that is missing or wrong.'],
  PUBLIC_KEY_UNREADABLE: ['This is not a public key that can be read.', 'Paste it as PEM, JWK or base64 DER.'],
  // Sandbox
  SANDBOX_PORT_TAKEN: ['The port for the sandbox is in use.', 'Choose another with --port, --mtls-port or --pages-port, or leave them out to take a free one.'],
  SANDBOX_FAILED: ['The built-in sandbox could not start.', 'Restart Portcullis; the details name the cause.'],
  // Shell
  SHELL_NO_BROWSER: ['Neither Electron nor a browser is here to show the window.', 'Install Chrome, Chromium or Edge, or watch the headless tour: npm run tour.'],
  SHELL_NO_DISPLAY: ['There is no display to open a window on.', 'Start it from a desktop session, or watch the headless tour: npm run tour.'],
  SHELL_BROWSER_GONE: ['The browser that shows the window ended.', 'The vault was locked. Start Portcullis again.'],
  SHELL_BROWSER_FAILED: ['The browser could not be started.', 'The details hold its last words. Try another browser with PORTCULLIS_BROWSER=/path/to/it.'],
  CLIPBOARD_REFUSED: ['The system refused the clipboard.', 'Select the text and copy it by hand.'],
  KEYSTORE_REFUSED: ['The system’s keystore is missing or would store in plain text.', 'Use the passphrase; nothing was stored.'],
  // Audit
  AUDIT_UNWRITABLE: ['The audit log cannot be written.', 'Free some space, or look at the file named in the details. See whether it was done before you do it again.'],
  AUDIT_BROKEN: ['The audit log does not verify.', 'Keep a copy of the audit folder and find out who changed it.'],
  // Last resort
  INTERNAL: ['Something in Portcullis went wrong.', 'Try again. If it stays so, report it with the code below; it holds no secret.'],
} as const satisfies Record<string, readonly [message: string, next: string]>;

export type ErrorCode = keyof typeof ERROR_TEXTS;
export const ERROR_CODES = Object.keys(ERROR_TEXTS) as [ErrorCode, ...ErrorCode[]];

/** The one error class. `details` must be safe to show; what is not belongs in `cause`, which never leaves the process. */
export class PortcullisError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(ERROR_TEXTS[code][0], options);
    this.name = 'PortcullisError';
    this.code = code;
    this.details = details;
  }
}

/** Any thrown thing as a coded error; what is not ours becomes `INTERNAL` with only its class name, for messages may quote input. */
export function toPortcullisError(thrown: unknown): PortcullisError {
  if (thrown instanceof PortcullisError) return thrown;
  const reason = thrown instanceof Error ? thrown.name : typeof thrown;
  return new PortcullisError('INTERNAL', { reason }, { cause: thrown });
}

/** The form in which an error crosses to the renderer. */
export function toWireError(thrown: unknown): WireError {
  const { code, details } = toPortcullisError(thrown);
  const [message, next] = ERROR_TEXTS[code];
  return { code, message, next, details };
}
