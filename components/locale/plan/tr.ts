/** Turkish for what comes round: a subscription in a checkout, and all of them in the wallet. */
import type { Interval, PlanMessages } from './en.ts';

export const NAMES: Readonly<Record<Interval, string>> = {
  day: 'gün',
  week: 'hafta',
  month: 'ay',
  year: 'yıl',
};

export const plan: PlanMessages = {
  every: (interval, count, span) =>
    count === 1 ? `her ${NAMES[interval]}` : `${span}${interval === 'day' ? 'de' : 'da'} bir`,
  later: (amount, often, date) => `Ardından ${often} ${amount}, başlangıç: ${date}`,
  trial: (date, amount, often) => `Ücretsiz, bitiş: ${date}; ardından ${often} ${amount}`,
  heading: 'Abonelikleriniz',
  next: (amount, date) => `Sonraki ödeme: ${date}, ${amount}`,
  ends: (date) => `Bitiş: ${date}. Başka ücret alınmaz.`,
  paused: 'Duraklatıldı: şu anda ücret alınmıyor.',
  overdue: 'Son ödeme başarısız oldu.',
  paidWith: (card) => `Ödeme: ${card}`,
  unagreed: 'Henüz ücret alınabilecek bir kart yok.',
  change: 'Kartı değiştir',
  cancel: 'Aboneliği iptal et',
  keep: 'Aboneliği sürdür',
  question: (name) => `${name} iptal edilsin mi?`,
  effect: (date) =>
    `Şu tarihe kadar sürer ve sonra biter: ${date}. Başka ücret alınmaz. O zamana kadar sürdürebilirsiniz.`,
  canceled: (name, date) => `${name} iptal edildi, bitiş: ${date}`,
  kept: (name) => `${name} sürüyor`,
  moved: (name, card) => `${name} artık ${card} ile ödeniyor`,
  failed: (name) => `${name} değiştirilemedi.`,
  choose: (name) => `${name} hangi kartla ödensin?`,
};
