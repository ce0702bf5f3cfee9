/** What a person types to add a production connection: its calls act on real money. */
export const PRODUCTION_WORD = 'PRODUCTION';
