/** A sender of webhooks whose tries are counted by how they ended. It changes no answer. */
import type { WebhookSender } from '../context.ts';
import type { Answer } from '../model/delivery.ts';
import type { Meter } from './catalog.ts';

const HUNDRED = 100;

function resultOf(answer: Answer): string | null {
  if (answer.kind === 'stopped') return null;
  if (answer.kind === 'unanswered') return answer.fault;
  const group = Math.floor(answer.status / HUNDRED);
  return group === 2 ? 'delivered' : `http_${group}xx`;
}

export function measuredSender(sender: WebhookSender, meter: Meter): WebhookSender {
  return {
    async send(message) {
      const answer = await sender.send(message);
      const result = resultOf(answer);
      if (result !== null) meter.count('deliveries', { result });
      return answer;
    },
    close: () => sender.close(),
  };
}
