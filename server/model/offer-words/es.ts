/** The words of consents and mandates in Spanish. */
import type { OfferWords } from './words.ts';

const or = (url: string | null) => (url === null ? '' : ` o en ${url}`);
const ONE = { day: 'día', week: 'semana', month: 'mes', year: 'año' };
const MANY = { day: 'días', week: 'semanas', month: 'meses', year: 'años' };

export const es: OfferWords = {
  gap: ' ',
  thisCard: 'esta tarjeta',
  myCard: (brand, last4) => `mi tarjeta${brand === null ? '' : ` ${brand}`} terminada en ${last4}`,
  every: (interval, count) =>
    count === 1 ? `cada ${ONE[interval]}` : `cada ${count} ${MANY[interval]}`,
  redisplay: {
    keep: (merchant, card) =>
      `Guardar esta tarjeta para futuras compras en ${merchant}. ${merchant} la conserva${card === null ? '' : ` como ${card}`} y me la muestra cuando vuelva a pagar.`,
    cardName: (brand, last4) => `${brand ?? 'tarjeta'} terminada en ${last4}`,
    noCharge: 'Guardarla no autoriza ningún cargo; yo confirmo cada compra.',
    withdraw: (url) =>
      `Este permiso vale hasta que lo retire, lo que puedo hacer en cualquier momento en mis tarjetas guardadas${or(url)}.`,
    notice: (merchant) =>
      `${merchant} me avisará por correo electrónico antes de usar la tarjeta de otra manera.`,
  },
  grant: {
    single: ({ merchant, card }) =>
      `Autorizo a ${merchant} a hacer un único cargo en ${card} más adelante, sin volver a consultarme, cuando venza el pago que debo.`,
    unscheduled: ({ merchant, card }) =>
      `Autorizo a ${merchant} a hacer cargos en ${card} en el futuro, sin consultarme cada vez, cuando venza un pago que deba según mi contrato con ${merchant}.`,
    future_usage: ({ merchant, card }) =>
      `Autorizo a ${merchant} a hacer nuevos cargos en ${card} después de esta compra, sin consultarme cada vez, cuando venza otro pago que deba según mi contrato con ${merchant}.`,
    recurring: ({ merchant, card, every }) =>
      `Autorizo a ${merchant} a hacer un cargo en ${card} ${every}, sin consultarme cada vez.`,
    installment: ({ merchant, card, every, count }) =>
      `Autorizo a ${merchant} a cobrar en ${card} ${count} pagos, uno ${every}, sin consultarme cada vez.`,
  },
  amount: {
    fixed: (amount) => `Importe de cada cargo: ${amount}.`,
    max: (amount) => `Importe de cada cargo: lo que deba en ese momento, nunca más de ${amount}.`,
    asDetermined: (merchant, currency) =>
      `Importe de cada cargo: lo que deba a ${merchant} en ese momento según nuestro contrato${currency === null ? '' : `, en ${currency}`}.`,
  },
  total: {
    fixed: (total) => `Total de todos los pagos: ${total}.`,
    max: (total) => `Total de todos los pagos: nunca más de ${total}.`,
  },
  trial: (date) => `Prueba gratuita hasta el ${date}; antes no se cobra nada.`,
  first: (date) => `Primer cargo: ${date}.`,
  last: (date) => `Último cargo: a más tardar el ${date}.`,
  until: {
    revoked: 'Esta autorización vale hasta que la revoque.',
    charged: 'Esta autorización termina con ese cargo.',
    paidOff: 'Esta autorización termina con el último de estos pagos.',
  },
  notice: (merchant, days) =>
    `${merchant} me avisará por correo electrónico al menos ${days} ${days === 1 ? 'día' : 'días'} antes de cualquier cambio del importe, de las fechas o de las condiciones.`,
  revoke: (merchant, url) =>
    `Puedo revocarla en cualquier momento en mis tarjetas guardadas en ${merchant}${or(url)}; los cargos ya en curso no se ven afectados.`,
  questions: (url) => `Preguntas: ${url}.`,
  refunds: (merchant, url) =>
    `La cancelación y los reembolsos se rigen por las condiciones de ${merchant}${url === null ? '' : `: ${url}`}.`,
  subscription: {
    what: (items) => `Concepto: ${items}.`,
    today: (amount) => `Primer cargo, hoy: ${amount}.`,
    stop: (merchant, url) =>
      `Puedo cancelar la suscripción, y con ella esta autorización, en cualquier momento en mis tarjetas guardadas en ${merchant}${or(url)}; termina entonces con el periodo pagado y no se cobra nada más.`,
  },
  bank: {
    thisAccount: 'esta cuenta bancaria',
    myAccount: (last4) => `mi cuenta bancaria terminada en ${last4}`,
    keep: (merchant) =>
      `Guardar esta cuenta bancaria para futuras compras en ${merchant}. ${merchant} la conserva y me la muestra cuando vuelva a pagar.`,
    noCharge: 'Guardarla no autoriza ningún cargo; yo confirmo cada compra.',
    notice: (merchant) =>
      `${merchant} me avisará por correo electrónico antes de usar la cuenta bancaria de cualquier otra forma.`,
    debit: ({ merchant, account, amount }) =>
      `Autorizo a ${merchant} a adeudar en ${account}, por vía electrónica y una sola vez, ${amount}.`,
    sepa: ({ merchant, account, amount }) =>
      `Autorizo a ${merchant} a enviar a mi banco una instrucción para adeudar en ${account}, una sola vez, ${amount}, y a mi banco a efectuar el adeudo según esa instrucción.`,
    days: 'El adeudo puede tardar varios días hábiles.',
    refund:
      'Tengo derecho al reembolso por mi banco en los términos de mi contrato con él, si lo reclamo dentro de las 8 semanas siguientes al adeudo.',
  },
};
