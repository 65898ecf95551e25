/** Spanish for the wallet. */
import { plan } from '../plan/es.ts';
import type { WalletMessages } from './en.ts';

const per = { day: 'al día', week: 'a la semana', month: 'al mes', year: 'al año' };
const charges = (count: number) => (count === 1 ? '1 cargo' : `${count} cargos`);

export const wallet: WalletMessages = {
  heading: 'Sus tarjetas',
  intro: (merchant) =>
    `${merchant} guarda estas tarjetas para usted. Mostrar una tarjeta y cobrar de ella más adelante son dos permisos; puede retirar cualquiera de los dos en todo momento.`,
  aboutDefault: 'Su tarjeta predeterminada es aquella con la que empiezan las suscripciones.',
  loading: 'Cargando sus tarjetas',
  emptyTitle: 'No hay tarjetas guardadas',
  emptyText: (merchant) =>
    `${merchant} no guarda ninguna tarjeta suya. Al pagar puede permitir que se guarde una; entonces aparecerá aquí.`,
  expiredTitle: 'Esta página ha caducado',
  expiredText:
    'Para proteger sus tarjetas permanece abierta media hora. Ábrala de nuevo para continuar.',
  unusableTitle: 'Sus tarjetas no se pueden mostrar',
  unusableText: 'Vuelva a la tienda y abra de nuevo esta página, o pida ayuda a la tienda.',
  loadFailedTitle: 'Sus tarjetas no se pudieron cargar',
  help: (merchant) => `Obtener ayuda de ${merchant}`,

  shownTitle: 'Se muestra al pagar',
  shownYes: (date) => `Sí, desde el ${date}`,
  shownYesUndated: 'Sí',
  shownNo: 'No. No verá esta tarjeta al pagar.',
  stopShowing: 'Dejar de mostrar',
  chargedTitle: (merchant) => `${merchant} puede cobrar de ella`,
  chargedNo: (merchant) => `No. ${merchant} no puede cobrar de esta tarjeta sin usted.`,
  chargedYes: (date) => `Sí, desde el ${date}`,
  chargedPending: 'Todavía no. Este permiso espera a su banco.',
  revoke: 'Revocar',
  forWhat: 'Para',
  upTo: 'Hasta',
  until: 'Fin',
  soFar: 'Por ahora',
  category: {
    recurring: 'Cargos periódicos',
    installment: 'Pago a plazos',
    unscheduled: 'Cargos cuando corresponda',
  },
  every: plan.every,
  regularly: (what, often) => `${what}, ${often}`,
  eachTime: (amount) => `${amount} cada vez`,
  perPeriod: (amount, interval, count, span) => {
    if (interval === null) return `${amount} por período`;
    return `${amount} ${count === 1 ? per[interval] : `por período de ${span}`}`;
  },
  charges,
  noLimit: 'El importe que corresponda; no se acordó otro límite',
  untilRevoked: 'Cuando usted lo revoque',
  notCharged: 'Nada por ahora',
  charged: (count, amount, lastDate) =>
    `${charges(count)}${amount ? `, ${amount} en total` : ''}${lastDate ? `, el último el ${lastDate}` : ''}`,

  words: 'Lo que usted aceptó',
  noWords: (merchant) =>
    `${merchant} anotó este permiso. El texto se aceptó en otro lugar y no se guarda aquí.`,
  agreedOn: (date) => `Aceptado el ${date}`,
  openReceipt: 'Abrir el recibo',
  saveReceipt: 'Guardar el recibo firmado',
  receiptFailed: 'El recibo no se pudo cargar. Inténtelo de nuevo.',

  paysFor: (what) => `Con ella se paga ${what}`,
  useAsDefault: 'Usar como predeterminada',
  updateCard: 'Actualizar la tarjeta',
  expiryDate: 'Fecha de caducidad',
  expiryHint: 'Mes y año como en la tarjeta, por ejemplo 09/2031',
  expiryMalformed: 'Indique mes y año, por ejemplo 09/2031.',
  expiryPast: 'Esta fecha ya pasó. Indique la fecha de su tarjeta nueva.',
  expiryFar: 'Esta fecha es demasiado lejana. Compruebe el año.',
  save: 'Guardar',

  ends: (merchant) => `${merchant} ya no podrá cobrar de ella. Termina:`,
  moveLegend: '¿Qué tarjeta la sustituye?',
  moveChoose: 'Elija primero una tarjeta.',
  moveNone:
    'Ninguna otra tarjeta puede sustituirla. Guarde otra tarjeta en su próximo pago o cancele lo que paga con esta; después podrá quitarla.',
  stopQuestion: (card) => `¿Dejar de mostrar ${card}?`,
  stopEffect: (merchant) => `${merchant} ya no le ofrecerá esta tarjeta al pagar.`,
  stopLeaves: (merchant) =>
    `Lo que ${merchant} puede cobrar no cambia. Puede revocarlo por separado.`,
  revokeQuestion: (card) => `¿Revocar el permiso de cobrar de ${card}?`,
  revokeEffect: (merchant) =>
    `Desde este momento ${merchant} no puede iniciar más cargos de este tipo. El que ya esté en curso se completará.`,
  revokePaysFor: 'Con esta tarjeta se paga:',
  deletes: (merchant) =>
    `Ningún otro permiso conserva esta tarjeta, así que ${merchant} la borrará. Para volver a usarla tendría que introducirla de nuevo.`,

  nowDefault: (card) =>
    `${card} es ahora su tarjeta predeterminada. Las suscripciones empiezan con ella.`,
  nowUpdated: (card) => `${card} está actualizada`,
  nowHidden: (card) => `${card} ya no se muestra al pagar`,
  nowRevoked: (card) => `El permiso de cobrar de ${card} está revocado`,
  nowDeleted: (card) => `${card} se ha borrado: ya no hay permiso que la conserve`,
  notDefault: (card) => `${card} no pudo convertirse en su tarjeta predeterminada.`,
  notUpdated: (card) => `${card} no se pudo actualizar.`,
  notHidden: (card) => `${card} se sigue mostrando al pagar: no se pudo cambiar.`,
  notRevoked: (card) => `El permiso de cobrar de ${card} no se pudo revocar.`,
  notRemoved: (card) => `${card} no se pudo quitar.`,
  inUse: (card, what) => `${card} todavía es necesaria: con ella se paga ${what}.`,
  inUseUnnamed: (card) => `${card} todavía es necesaria para un pago futuro.`,
  chooseOther: 'Elegir otra tarjeta',
  again: 'Inténtelo de nuevo.',
  againLater: 'Demasiados intentos. Espere un minuto e inténtelo de nuevo.',
  lost: 'Se perdió la conexión y no sabemos si se hizo. Compruebe su conexión e inténtelo de nuevo.',
};
