/**
 * A bank's page for tests, on another origin than the page that holds it. It answers the protocol
 * and reports back, as the brand of its `state` notices, what it was told.
 */
import { PROTOCOL_VERSION, type Reply, type Request } from '../../../server/bank/protocol.ts';

const wish = new URLSearchParams(location.search).get('do');

addEventListener('message', ({ data, ports: [port], source }: MessageEvent) => {
  if (source !== parent || data?.type !== 'keepsake:hello' || !port || wish === 'silent') return;
  const tell = (brand: string, complete = false) =>
    port.postMessage({ type: 'state', empty: !complete, complete, brand, errors: {} });
  port.onmessage = ({ data: request }: MessageEvent<Request>) => {
    const { id } = request;
    if (request.type === 'init' || request.type === 'theme')
      tell(wish === 'look' ? JSON.stringify(request.theme) : request.theme.colorScheme);
    if (request.type === 'init' && wish === 'co-badged')
      port.postMessage({ type: 'networks', available: ['cartes_bancaires', 'visa'] });
    if (request.type === 'init' && wish === 'shrinks')
      port.postMessage({ type: 'height', height: 123 });
    if (request.type === 'tokenize') tell(`tokenize ${request.network ?? 'any'}`);
    if (request.type === 'locale') tell(`${request.locale} ${request.dir}`);
    if (request.type === 'focus') tell(`focus ${request.field}`, true);
    port.postMessage(replyTo(request, id));
  };
  port.postMessage({ type: 'ready', v: PROTOCOL_VERSION, nonce: data.nonce, height: 321 });
});

function replyTo(request: Request, id: number): Reply {
  if (request.type === 'validate') {
    return { id, ok: false, error: { code: 'incomplete', field: 'expiry', recoverable: true } };
  }
  if (request.type !== 'tokenize') return { id, ok: true };
  if (wish === 'stale') {
    return { id, ok: false, error: { code: 'session_expired', field: null, recoverable: true } };
  }
  const card = { brand: 'visa', last4: '4242', exp_month: 1, exp_year: 2031, funding: 'debit' };
  return { id, ok: true, token: 'ctok_fake', card };
}
