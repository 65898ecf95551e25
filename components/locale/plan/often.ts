/** How often something comes round, in any language. Pure; a table of words says what stands around it. */
import type { Interval, PlanMessages } from './en.ts';

/** `3 months` */
export function spanOf(interval: Interval, count: number, locale: string): string {
  const format = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: interval,
    unitDisplay: 'long',
  });
  return format.format(count);
}

/** `every month`, `every 3 months` */
export function oftenOf(
  { interval, interval_count: count }: { interval: Interval; interval_count: number },
  { every }: Pick<PlanMessages, 'every'>,
  locale: string,
): string {
  return every(interval, count, spanOf(interval, count, locale));
}
