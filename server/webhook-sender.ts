/**
 * Carries one message to a merchant's address, and nowhere else: the host is resolved once, every
 * address that it has is checked, and the connection goes to a checked address alone, so that no
 * name can lead into the network that this server stands in. Redirects are answers like any other.
 * It knows neither events nor retries.
 */
import { lookup as systemLookup } from 'node:dns/promises';
import { type ClientRequestArgs, type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { Message, WebhookSender } from './context.ts';
import type { Answer, SendFault } from './model/delivery.ts';
import { WEBHOOK_ANSWER_BYTES } from './model/limits.ts';

interface Address {
  readonly address: string;
  /** 4 or 6. */
  readonly family: number;
}

export interface SenderOptions {
  /** Whether loopback, private and link-local addresses are reached too. */
  readonly allowPrivate: boolean;
  /** Epoch milliseconds. */
  now(): number;
  /** Every address of a host; the system's own resolver unless given. */
  readonly resolve?: (host: string) => Promise<readonly Address[]>;
}

/** Networks of IPv4 that nobody outside can be reached in, by IANA's special-purpose registry. */
const CLOSED_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
/** The same for IPv6: all but 2000::/3, and within it what tunnels, translates or only documents. */
const CLOSED_V6: readonly (readonly [string, number])[] = [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

function blockList(family: 'ipv4' | 'ipv6', networks: readonly (readonly [string, number])[]) {
  const list = new BlockList();
  for (const [network, bits] of networks) list.addSubnet(network, bits, family);
  return list;
}

/** Two lists, because in one the rules of IPv6 hold for IPv4 too, as ::ffff:0:0/96. */
const closedV4 = blockList('ipv4', CLOSED_V4);
const closedV6 = blockList('ipv6', CLOSED_V6);

/** Whether an address, as text, belongs to the public internet. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !closedV4.check(address, 'ipv4');
  return family === 6 && !closedV6.check(address, 'ipv6');
}

/** The host of a URL without the brackets that IPv6 has there. */
const hostOf = (url: URL) => url.hostname.replace(/^\[|\]$/g, '');

/** `Retry-After` in milliseconds from now; null where it says nothing. */
export function retryAfterMs(header: string | undefined, nowMs: number): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header.trim()) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}

/** A resolver that knows one answer: the addresses that were checked. */
function pinnedTo(addresses: readonly Address[]): LookupFunction {
  return (_host, options, callback) => {
    const [first] = addresses;
    if (options.all) callback(null, [...addresses]);
    else if (first) callback(null, first.address, first.family);
  };
}

/** Reads an answer's body to its end, or to where it becomes too much, and keeps nothing of it. */
function discard(response: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let bytes = 0;
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > WEBHOOK_ANSWER_BYTES) response.destroy();
    });
    response.on('error', () => {});
    response.on('close', resolve);
  });
}

function faultOf(reason: unknown): SendFault {
  const code = String(Object(reason).code ?? '');
  if (/^HPE_|^ERR_HTTP/.test(code)) return 'bad_answer';
  if (/CERT|SSL|TLS|SIGNED|ISSUER|UNABLE_TO|EPROTO/.test(code)) return 'tls_failed';
  return 'connection_failed';
}

function exchange(
  url: URL,
  message: Message,
  addresses: readonly Address[],
  signal: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const options: ClientRequestArgs = {
      method: 'POST',
      headers: { ...message.headers, 'content-length': Buffer.byteLength(message.body) },
      lookup: pinnedTo(addresses),
      agent: false,
      signal,
    };
    const open = url.protocol === 'https:' ? overHttps : overHttp;
    const request = open(url, options, resolve);
    request.on('error', reject);
    request.end(message.body);
  });
}

/** Resolves with what `work` brings, or rejects as soon as `signal` fires. */
function until<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** Ends one exchange: because it took too long, or because everything ends. */
class Cut extends Error {
  readonly why: 'timeout' | 'stopped';

  constructor(why: Cut['why']) {
    super(why);
    this.why = why;
  }
}

export function createWebhookSender(options: SenderOptions): WebhookSender {
  const resolve = options.resolve ?? ((host: string) => systemLookup(host, { all: true }));
  const underWay = new Set<AbortController>();
  let closed = false;

  async function addressesOf(url: URL, signal: AbortSignal): Promise<readonly Address[]> {
    const host = hostOf(url);
    const family = isIP(host);
    if (family !== 0) return [{ address: host, family }];
    return until(
      signal,
      resolve(host).catch(() => []),
    );
  }

  async function carry(message: Message, signal: AbortSignal): Promise<Answer> {
    const url = new URL(message.url);
    const addresses = await addressesOf(url, signal);
    if (addresses.length === 0) return { kind: 'unanswered', fault: 'host_not_found' };
    if (!options.allowPrivate && !addresses.every(({ address }) => isPublicAddress(address)))
      return { kind: 'unanswered', fault: 'address_not_allowed' };
    const response = await exchange(url, message, addresses, signal);
    await discard(response);
    return {
      kind: 'answered',
      status: response.statusCode ?? 0,
      retryAfterMs: retryAfterMs(response.headers['retry-after'], options.now()),
    };
  }

  return {
    async send(message) {
      if (closed) return { kind: 'stopped' };
      const controller = new AbortController();
      const deadline = setTimeout(() => controller.abort(new Cut('timeout')), message.timeoutMs);
      underWay.add(controller);
      try {
        return await carry(message, controller.signal);
      } catch (reason) {
        const { reason: cut } = controller.signal;
        if (!(cut instanceof Cut)) return { kind: 'unanswered', fault: faultOf(reason) };
        return cut.why === 'stopped'
          ? { kind: 'stopped' }
          : { kind: 'unanswered', fault: 'timeout' };
      } finally {
        clearTimeout(deadline);
        underWay.delete(controller);
      }
    },
    close() {
      closed = true;
      for (const controller of underWay) controller.abort(new Cut('stopped'));
    },
  };
}
