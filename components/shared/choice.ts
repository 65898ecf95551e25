/** The names of the choices that are nothing saved yet; every element and the session agree on them. */
export const NEW_CARD = 'new';
export const NEW_BANK = 'new_bank';

/** Whether something is to be typed. */
export const isNew = (choice: string | null) => choice?.startsWith(NEW_CARD) === true;
