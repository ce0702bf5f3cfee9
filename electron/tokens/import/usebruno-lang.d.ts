/** The parts that are used; what they answer is checked by shape. All throw an `Error` that quotes the input. */
declare module '@usebruno/lang' {
  const lang: {
    /** A request file. */
    bruToJsonV2(text: string): unknown;
    /** `collection.bru` and `folder.bru`. */
    collectionBruToJson(text: string): unknown;
    /** A file of `environments/`. */
    bruToEnvJsonV2(text: string): unknown;
  };
  export default lang;
}
