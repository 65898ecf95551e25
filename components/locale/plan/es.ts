/** Spanish for what comes round: a subscription in a checkout, and all of them in the wallet. */
import type { PlanMessages } from './en.ts';

const every = { day: 'cada día', week: 'cada semana', month: 'cada mes', year: 'cada año' };

export const plan: PlanMessages = {
  every: (interval, count, span) => (count === 1 ? every[interval] : `cada ${span}`),
  later: (amount, often, date) => `Después ${amount} ${often}, desde el ${date}`,
  trial: (date, amount, often) => `Gratis hasta el ${date}, después ${amount} ${often}`,
  heading: 'Sus suscripciones',
  next: (amount, date) => `Próximo cargo: ${amount} el ${date}`,
  ends: (date) => `Termina el ${date}. No se cobra nada más.`,
  paused: 'En pausa: por ahora no se cobra nada.',
  overdue: 'El último pago falló.',
  paidWith: (card) => `Se paga con ${card}`,
  unagreed: 'Todavía no hay ninguna tarjeta a la que se pueda cobrar.',
  change: 'Cambiar de tarjeta',
  cancel: 'Cancelar suscripción',
  keep: 'Mantener suscripción',
  question: (name) => `¿Cancelar ${name}?`,
  effect: (date) =>
    `Continúa hasta el ${date} y entonces termina. No se cobra nada más. Hasta entonces puede mantenerla.`,
  canceled: (name, date) => `${name}: cancelada, termina el ${date}`,
  kept: (name) => `${name} continúa`,
  moved: (name, card) => `${name} se paga ahora con ${card}`,
  failed: (name) => `${name} no se pudo cambiar.`,
  choose: (name) => `¿Con qué tarjeta se paga ${name}?`,
};
