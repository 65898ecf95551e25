/** Portuguese for the wallet. */
import { plan } from '../plan/pt.ts';
import type { WalletMessages } from './en.ts';

const per = { day: 'por dia', week: 'por semana', month: 'por mês', year: 'por ano' };
const charges = (count: number) => (count === 1 ? '1 cobrança' : `${count} cobranças`);

export const wallet: WalletMessages = {
  heading: 'Seus cartões',
  intro: (merchant) =>
    `${merchant} guarda estes cartões para você. Mostrar um cartão e cobrar dele depois são duas permissões; você pode retirar cada uma a qualquer momento.`,
  aboutDefault: 'Seu cartão padrão é aquele com que as assinaturas começam.',
  loading: 'Carregando seus cartões',
  emptyTitle: 'Nenhum cartão salvo',
  emptyText: (merchant) =>
    `${merchant} não guarda nenhum cartão seu. Ao pagar, você pode permitir que um cartão seja guardado; ele então aparece aqui.`,
  expiredTitle: 'Esta página expirou',
  expiredText:
    'Para proteger seus cartões, ela fica aberta por meia hora. Abra-a novamente para continuar.',
  unusableTitle: 'Não é possível mostrar seus cartões',
  unusableText: 'Volte à loja e abra esta página novamente, ou peça ajuda à loja.',
  loadFailedTitle: 'Não foi possível carregar seus cartões',
  help: (merchant) => `Ajuda de ${merchant}`,

  shownTitle: 'Mostrado ao pagar',
  shownYes: (date) => `Sim, desde ${date}`,
  shownYesUndated: 'Sim',
  shownNo: 'Não. Você não verá este cartão ao pagar.',
  stopShowing: 'Parar de mostrar',
  chargedTitle: (merchant) => `Cobranças de ${merchant}`,
  chargedNo: (merchant) => `Não. ${merchant} não pode cobrar deste cartão sem você.`,
  chargedYes: (date) => `Sim, desde ${date}`,
  chargedPending: 'Ainda não. Esta permissão aguarda seu banco.',
  revoke: 'Revogar',
  forWhat: 'Para',
  upTo: 'Limite',
  until: 'Até',
  soFar: 'Até agora',
  category: {
    recurring: 'Cobranças regulares',
    installment: 'Parcelas',
    unscheduled: 'Cobranças quando devidas',
  },
  every: plan.every,
  regularly: (what, often) => `${what}, ${often}`,
  eachTime: (amount) => `${amount} por vez`,
  perPeriod: (amount, interval, count, span) => {
    if (interval === null) return `${amount} por período`;
    return `${amount} ${count === 1 ? per[interval] : `a cada ${span}`}`;
  },
  charges,
  noLimit: 'O valor devido; nenhum outro limite foi combinado',
  untilRevoked: 'Você revogar',
  notCharged: 'Nenhuma cobrança ainda',
  charged: (count, amount, lastDate) =>
    `${charges(count)}${amount ? `, ${amount} no total` : ''}${lastDate ? `, última em ${lastDate}` : ''}`,

  words: 'O que você aceitou',
  noWords: (merchant) =>
    `${merchant} registrou esta permissão. O texto foi combinado em outro lugar e não é guardado aqui.`,
  agreedOn: (date) => `Aceito em ${date}`,
  openReceipt: 'Abrir comprovante',
  saveReceipt: 'Salvar comprovante assinado',
  receiptFailed: 'Não foi possível obter o comprovante. Tente novamente.',

  paysFor: (what) => `Paga ${what}`,
  useAsDefault: 'Usar como padrão',
  updateCard: 'Atualizar cartão',
  expiryDate: 'Data de validade',
  expiryHint: 'Mês e ano como no cartão, por exemplo 09/2031',
  expiryMalformed: 'Informe mês e ano, por exemplo 09/2031.',
  expiryPast: 'Esta data já passou. Informe a data do seu cartão novo.',
  expiryFar: 'Esta data está distante demais. Verifique o ano.',
  save: 'Salvar',

  ends: (merchant) => `${merchant} não poderá mais cobrar dele. Isto termina:`,
  moveLegend: 'Qual cartão assume?',
  moveChoose: 'Escolha um cartão primeiro.',
  moveNone:
    'Nenhum outro cartão pode assumir. Salve outro cartão no próximo pagamento ou cancele o que este paga; depois, remova este.',
  stopQuestion: (card) => `Parar de mostrar ${card}?`,
  stopEffect: (merchant) => `${merchant} não oferecerá mais este cartão quando você pagar.`,
  stopLeaves: (merchant) =>
    `As cobranças que você permitiu a ${merchant} continuam como estão. Você pode revogá-las separadamente.`,
  revokeQuestion: (card) => `Revogar a permissão de cobrar de ${card}?`,
  revokeEffect: (merchant) =>
    `A partir de agora, ${merchant} não pode iniciar outra cobrança deste tipo. Uma que já esteja em andamento será concluída.`,
  revokePaysFor: 'Este cartão paga:',
  deletes: (merchant) =>
    `Não há outro motivo para guardar este cartão, então ${merchant} o exclui. Para usá-lo de novo, você terá de informá-lo novamente.`,

  nowDefault: (card) => `${card} agora é seu cartão padrão. As assinaturas começam com ele.`,
  nowUpdated: (card) => `${card} foi atualizado`,
  nowHidden: (card) => `${card} não é mais mostrado ao pagar`,
  nowRevoked: (card) => `A permissão de cobrar de ${card} foi revogada`,
  nowDeleted: (card) => `${card} foi excluído: não resta permissão para guardá-lo`,
  notDefault: (card) => `Não foi possível tornar ${card} seu cartão padrão.`,
  notUpdated: (card) => `Não foi possível atualizar ${card}.`,
  notHidden: (card) => `${card} ainda é mostrado ao pagar: não foi possível mudar isso.`,
  notRevoked: (card) => `Não foi possível revogar a permissão de cobrar de ${card}.`,
  notRemoved: (card) => `Não foi possível remover ${card}.`,
  inUse: (card, what) => `${card} ainda é necessário: ele paga ${what}.`,
  inUseUnnamed: (card) => `${card} ainda é necessário para um pagamento futuro.`,
  chooseOther: 'Escolher outro cartão',
  again: 'Tente novamente.',
  againLater: 'Tentativas demais. Aguarde um minuto e tente novamente.',
  lost: 'A conexão caiu, por isso não sabemos se isto foi feito. Verifique sua conexão e tente novamente.',
};
