/** The name of the choice that is no saved card yet; every element and the session agree on it. */
export const NEW_CARD = 'new';
