/** A merchant's address for events, and which of them it wants. How they get there is not known here. */

/** Stands for every type of event. */
export const EVERY_EVENT = '*';

export type EndpointStatus = 'enabled' | 'disabled';

export interface WebhookEndpoint {
  readonly id: string;
  readonly account: string;
  readonly seq: number;
  readonly createdMs: number;
  readonly url: string;
  readonly description: string | null;
  /** Types of events, or {@link EVERY_EVENT} among them. */
  readonly enabledEvents: readonly string[];
  readonly status: EndpointStatus;
  /** Who disabled it: the merchant, or the endpoint itself by answering 410. */
  readonly disabledBy: 'merchant' | 'endpoint' | null;
  /** As the merchant named it; events follow this server's version whatever it says. */
  readonly apiVersion: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  /** What signatures are made with, sealed; empty once deleted. */
  readonly secret: string;
  readonly deletedMs: number | null;
}

/** Whether events of this type go there. */
export function wants(endpoint: Pick<WebhookEndpoint, 'enabledEvents'>, type: string): boolean {
  return endpoint.enabledEvents.some((each) => each === EVERY_EVENT || each === type);
}

/** Whether deliveries may go there at all. */
export function isListening(endpoint: Pick<WebhookEndpoint, 'status' | 'deletedMs'>): boolean {
  return endpoint.status === 'enabled' && endpoint.deletedMs === null;
}
