/** Portuguese for states that come rarely. */
import type { StateMessages } from './en.ts';

export const states: StateMessages = {
  numberChanged: 'O número mudou',
  newNumber: (card) => `Novo cartão no lugar de ${card}`,
  takesOver: (card) => `Ele assume o lugar de ${card}, que será removido em seguida.`,
  goesOn: (merchant) =>
    `${merchant} pode cobrar do cartão antigo. Marque o que continua com o novo; o que não for marcado termina.`,
  endsWithCard: 'Isto não pode continuar com outro cartão e termina:',
  agreementsFailed: 'Não foi possível carregar o que foi combinado para este cartão.',
  replaceCard: 'Substituir cartão',
  replaceDeclined: (card) => `O novo cartão foi recusado. ${card} fica como está.`,
  notReplaced: (card) => `Não foi possível substituir ${card}. Tente novamente.`,
  cardUpdated: (card) => `${card} foi atualizado`,
  cardReplaced: (card) => `${card} está pronto para pagar`,

  sharedTitle: 'Seus cartões salvos estão ocultos aqui',
  sharedText: (merchant) =>
    `Nada deles fica guardado neste navegador. ${merchant} ainda os guarda para seus outros dispositivos.`,
  sharedPending:
    'Ainda não foi possível avisar a loja. Mantenha esta página aberta até a conexão voltar.',
  stopEverywhere: 'Não mostrar mais em lugar nenhum',
  stoppedEverywhere: 'Seus cartões não são mais mostrados em nenhum pagamento.',
  notStopped:
    'Não foi possível ocultá-los em toda parte. Você pode fazer isso nos seus cartões salvos.',

  closing: (time) => `Este pagamento fecha às ${time}. Pague antes disso ou comece de novo.`,
  renewing: 'Um momento: o pagamento está sendo renovado. O que você informou permanece.',
  renewed: 'O pagamento foi renovado. Confira o valor e pague.',

  endsEarly: 'Este cartão vence antes que esta permissão termine.',
  nameBackup: 'Indicar cartão reserva',
  changeBackup: 'Mudar cartão reserva',
  backupLegend: (card) => `Qual cartão assume quando ${card} vencer?`,
  backupIs: (card) => `Reserva: ${card}`,
  standsInFor: (card, date) => `Reserva de ${card}, a partir de ${date}`,
  noBackup: 'Esta permissão não pode continuar com outro cartão.',
  nowBackup: (card) => `O cartão reserva de ${card} foi indicado`,
  notBackup: 'Não foi possível indicar o cartão reserva. Tente novamente.',
};
