/**
 * The local network: two origins on this machine, the shop's and the payer's, that answer from
 * memory, compressed as well as brotli can, and write down what was asked. It knows no contestant.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliOf } from '../brotli.ts';
import type { Answer, Contestant, Origins } from './contestant.ts';

interface Stored {
  readonly type: string;
  readonly bytes: Uint8Array;
  readonly link?: string | undefined;
}

export interface Asked {
  readonly path: string;
  readonly type: string;
  /** Of the body as sent. */
  readonly bytes: number;
}

export interface Site {
  readonly origins: Origins;
  /** From now on this one is served; what was asked before is forgotten. */
  serve(contestant: Contestant): void;
  /** Everything that was asked since, in order. */
  asked(): readonly Asked[];
  close(): void;
}

const OPEN = {
  'access-control-allow-origin': '*',
  'access-control-allow-headers': 'authorization, content-type',
  'cross-origin-resource-policy': 'cross-origin',
};

export async function startSite(contestants: readonly Contestant[]): Promise<Site> {
  const shelves = new Map<Contestant, Map<string, Stored>>();
  let now: Contestant | undefined;
  let asked: Asked[] = [];

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const path = new URL(request.url ?? '/', 'http://site').pathname;
    const stored = now && shelves.get(now)?.get(path);
    if (request.method === 'OPTIONS') {
      asked.push({ path, type: 'preflight', bytes: 0 });
      response.writeHead(204, OPEN).end();
      return;
    }
    asked.push({ path, type: stored?.type ?? 'none', bytes: stored?.bytes.length ?? 0 });
    if (!stored) {
      response.writeHead(404, OPEN).end();
      return;
    }
    const headers = {
      'content-type': stored.type,
      'content-encoding': 'br',
      ...(stored.link ? { link: stored.link } : {}),
      ...OPEN,
    };
    response.writeHead(200, headers).end(stored.bytes);
  }

  const servers = await Promise.all(
    [0, 1].map(async () => {
      const server = createServer(answer);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const [shop = '', pay = ''] = servers.map(
    (server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  );
  for (const contestant of contestants) {
    const page = { type: 'text/html; charset=utf-8', body: await contestant.page({ shop, pay }) };
    const shelf = new Map<string, Stored>();
    const answers: Record<string, Answer> = { ...contestant.answers, '/': page };
    for (const [path, { type, body, link }] of Object.entries(answers)) {
      shelf.set(path, { type, bytes: brotliOf(body), link });
    }
    shelves.set(contestant, shelf);
  }
  return {
    origins: { shop, pay },
    serve(contestant) {
      now = contestant;
      asked = [];
    },
    asked: () => asked,
    close() {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}
