/** The words of consents and mandates in Portuguese. */
import type { OfferWords } from './words.ts';

const or = (url: string | null) => (url === null ? '' : ` ou em ${url}`);
const ONE = {
  day: 'todos os dias',
  week: 'todas as semanas',
  month: 'todos os meses',
  year: 'todos os anos',
};
const MANY = { day: 'dias', week: 'semanas', month: 'meses', year: 'anos' };

export const pt: OfferWords = {
  gap: ' ',
  thisCard: 'este cartão',
  myCard: (brand, last4) => `o meu cartão${brand === null ? '' : ` ${brand}`} com final ${last4}`,
  every: (interval, count) => (count === 1 ? ONE[interval] : `a cada ${count} ${MANY[interval]}`),
  redisplay: {
    keep: (merchant, card) =>
      `Guardar este cartão para compras futuras em ${merchant}. ${merchant} conserva-o${card === null ? '' : ` como ${card}`} para apresentá-lo quando eu voltar a pagar.`,
    cardName: (brand, last4) => `${brand ?? 'cartão'} com final ${last4}`,
    noCharge: 'Guardá-lo não autoriza nenhuma cobrança; sou eu que confirmo cada compra.',
    withdraw: (url) =>
      `Esta permissão vale até que eu a retire, o que posso fazer a qualquer momento nos meus cartões guardados${or(url)}.`,
    notice: (merchant) =>
      `${merchant} avisar-me-á por e-mail antes de usar o cartão de outra forma.`,
  },
  grant: {
    single: ({ merchant, card }) =>
      `Autorizo ${merchant} a debitar ${card} uma única vez mais tarde, sem me consultar de novo, quando vencer o pagamento que devo.`,
    unscheduled: ({ merchant, card }) =>
      `Autorizo ${merchant} a debitar ${card} no futuro, sem me consultar de cada vez, quando vencer um pagamento que eu deva nos termos do meu contrato com ${merchant}.`,
    future_usage: ({ merchant, card }) =>
      `Autorizo ${merchant} a debitar novamente ${card} depois desta compra, sem me consultar de cada vez, quando vencer outro pagamento que eu deva nos termos do meu contrato com ${merchant}.`,
    recurring: ({ merchant, card, every }) =>
      `Autorizo ${merchant} a debitar ${card} ${every}, sem me consultar de cada vez.`,
    installment: ({ merchant, card, every, count }) =>
      `Autorizo ${merchant} a debitar ${card} em ${count} pagamentos, um ${every}, sem me consultar de cada vez.`,
  },
  amount: {
    fixed: (amount) => `Valor de cada cobrança: ${amount}.`,
    max: (amount) =>
      `Valor de cada cobrança: o que eu dever nesse momento, nunca mais do que ${amount}.`,
    asDetermined: (merchant, currency) =>
      `Valor de cada cobrança: o que eu dever a ${merchant} nesse momento nos termos do nosso contrato${currency === null ? '' : `, em ${currency}`}.`,
  },
  total: {
    fixed: (total) => `Total de todos os pagamentos: ${total}.`,
    max: (total) => `Total de todos os pagamentos: nunca mais do que ${total}.`,
  },
  trial: (date) => `Período de teste gratuito até ${date}; antes disso nada é cobrado.`,
  first: (date) => `Primeira cobrança: ${date}.`,
  last: (date) => `Última cobrança: o mais tardar em ${date}.`,
  until: {
    revoked: 'Esta autorização vale até que eu a revogue.',
    charged: 'Esta autorização termina com essa cobrança.',
    paidOff: 'Esta autorização termina com o último destes pagamentos.',
  },
  notice: (merchant, days) =>
    `${merchant} avisar-me-á por e-mail pelo menos ${days} ${days === 1 ? 'dia' : 'dias'} antes de qualquer alteração do valor, das datas ou das condições.`,
  revoke: (merchant, url) =>
    `Posso revogá-la a qualquer momento nos meus cartões guardados em ${merchant}${or(url)}; as cobranças já em curso não são afetadas.`,
  questions: (url) => `Dúvidas: ${url}.`,
  refunds: (merchant, url) =>
    `O cancelamento e os reembolsos seguem as condições de ${merchant}${url === null ? '' : `: ${url}`}.`,
  subscription: {
    what: (items) => `Referente a: ${items}.`,
    today: (amount) => `Primeira cobrança, hoje: ${amount}.`,
    stop: (merchant, url) =>
      `Posso cancelar a assinatura, e com ela esta autorização, a qualquer momento nos meus cartões guardados em ${merchant}${or(url)}; termina então com o período pago e nada mais é cobrado.`,
  },
  bank: {
    thisAccount: 'esta conta bancária',
    myAccount: (last4) => `a minha conta bancária com final ${last4}`,
    keep: (merchant) =>
      `Guardar esta conta bancária para compras futuras em ${merchant}. ${merchant} conserva-a e mostra-ma quando eu pagar de novo.`,
    noCharge: 'Guardá-la não autoriza nenhuma cobrança; sou eu que confirmo cada compra.',
    notice: (merchant) =>
      `${merchant} avisa-me por e-mail antes de usar a conta bancária de qualquer outra forma.`,
    debit: ({ merchant, account, amount }) =>
      `Autorizo ${merchant} a debitar ${account} por via eletrónica, uma única vez, em ${amount}.`,
    sepa: ({ merchant, account, amount }) =>
      `Autorizo ${merchant} a enviar ao meu banco uma instrução para debitar ${account}, uma única vez, em ${amount}, e o meu banco a debitá-la de acordo com essa instrução.`,
    days: 'O débito pode demorar vários dias úteis.',
    refund:
      'Tenho direito ao reembolso pelo meu banco, nos termos do meu contrato com ele, se o pedir no prazo de 8 semanas a contar do débito.',
  },
};
