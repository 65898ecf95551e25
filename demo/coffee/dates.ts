/** Days in a subscriber's time, which is told in UTC wherever the machine stands. */

/** Such as `3 March 2027`. @param seconds since 1970 */
export function date(seconds: number): string {
  return new Date(seconds * 1000).toLocaleDateString('en-GB', {
    dateStyle: 'long',
    timeZone: 'UTC',
  });
}

/** Such as `3 Mar 2027`, for narrow places. @param seconds since 1970 */
export function shortDate(seconds: number): string {
  const options = { dateStyle: 'medium', timeZone: 'UTC' } as const;
  return new Date(seconds * 1000).toLocaleDateString('en-GB', options);
}

/** Such as `3 Mar 2027, 09:00`. @param seconds since 1970 */
export function moment(seconds: number): string {
  const options = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' } as const;
  return new Date(seconds * 1000).toLocaleString('en-GB', options);
}
