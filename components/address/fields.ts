/** Which fields a session asks for, and which of them must be filled. Pure; countries are ISO codes. */

export type AddressGroup = 'contact' | 'billing' | 'shipping';
export type FieldName =
  | 'email'
  | 'name'
  | 'country'
  | 'line1'
  | 'line2'
  | 'city'
  | 'state'
  | 'postal_code';
export type FieldValues = Readonly<Partial<Record<FieldName, string | null>>>;

const WHOLE: readonly FieldName[] = [
  'name',
  'country',
  'line1',
  'line2',
  'city',
  'state',
  'postal_code',
];
const POSTAL_CODE_CHECKED = ['US', 'CA', 'GB'];
const STATE_NEEDED = ['US', 'CA', 'AU', 'BR', 'IN', 'MX'];
const NO_POSTAL_CODE = [
  'AE',
  'AG',
  'AO',
  'BO',
  'BS',
  'BZ',
  'GH',
  'HK',
  'IE',
  'JM',
  'KE',
  'PA',
  'QA',
];

/** @param scope `auto`: what a bank checks; `required`: the whole address */
export function fieldsOf(
  group: AddressGroup,
  scope: 'auto' | 'required',
  country: string | null | undefined,
): readonly FieldName[] {
  if (group === 'contact') return ['email'];
  if (group === 'shipping' || scope === 'required') return WHOLE;
  const checked = POSTAL_CODE_CHECKED.includes(country ?? '');
  return checked ? ['name', 'country', 'postal_code'] : ['name', 'country'];
}

export function isOptional(field: FieldName, country: string | null | undefined): boolean {
  if (field === 'line2') return true;
  if (field === 'state') return !STATE_NEEDED.includes(country ?? '');
  return field === 'postal_code' && NO_POSTAL_CODE.includes(country ?? '');
}

/** The fields that still need something, in the order in which they are shown. */
export function missingFields(
  fields: readonly FieldName[],
  values: FieldValues,
): readonly FieldName[] {
  return fields.filter((field) => {
    const value = values[field]?.trim() ?? '';
    if (field === 'email') return !/^[^\s@]+@[^\s@]+$/.test(value);
    return value === '' && !isOptional(field, values.country);
  });
}

/** Whether a field takes a whole row. */
export function isWide(field: FieldName, fields: readonly FieldName[]): boolean {
  if (field === 'country') return !fields.includes('postal_code') || fields.includes('line1');
  return field === 'email' || field === 'name' || field === 'line1' || field === 'line2';
}
