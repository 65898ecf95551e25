/** Portuguese for what comes round: a subscription in a checkout, and all of them in the wallet. */
import type { PlanMessages } from './en.ts';

const every = { day: 'todo dia', week: 'toda semana', month: 'todo mês', year: 'todo ano' };

export const plan: PlanMessages = {
  every: (interval, count, span) => (count === 1 ? every[interval] : `a cada ${span}`),
  later: (amount, often, date) => `Depois ${amount} ${often}, a partir de ${date}`,
  trial: (date, amount, often) => `Grátis até ${date}, depois ${amount} ${often}`,
  heading: 'Suas assinaturas',
  next: (amount, date) => `Próxima cobrança: ${amount} em ${date}`,
  ends: (date) => `Termina em ${date}. Nada mais é cobrado.`,
  paused: 'Em pausa: nada é cobrado no momento.',
  overdue: 'O último pagamento falhou.',
  paidWith: (card) => `Pago com ${card}`,
  unagreed: 'Nenhum cartão pode ser cobrado ainda.',
  change: 'Trocar cartão',
  cancel: 'Cancelar assinatura',
  keep: 'Manter assinatura',
  question: (name) => `Cancelar ${name}?`,
  effect: (date) =>
    `Continua até ${date} e então termina. Nada mais é cobrado. Até lá ainda é possível mantê-la.`,
  canceled: (name, date) => `${name}: cancelada, termina em ${date}`,
  kept: (name) => `${name} continua`,
  moved: (name, card) => `${name} agora é pago com ${card}`,
  failed: (name) => `Não foi possível alterar ${name}.`,
  choose: (name) => `Que cartão paga ${name}?`,
};
