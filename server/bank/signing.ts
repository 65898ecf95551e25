/**
 * Everything derived from the secret that API and bank share: account keys, signed frame
 * addresses, webhook signatures, card fingerprints. Each has a key of its own, so that none can
 * stand in for another.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Account } from './account.ts';

/** For whom a frame was opened. */
export interface FrameClaims {
  /** The checkout session that its tokens will be good for. */
  readonly session: string;
  /** Origins that may hold the frame and talk to it. */
  readonly origins: readonly string[];
  /** Epoch seconds. */
  readonly expires: number;
}

/** `frame` opens the document; `tokens`, given out with the document, makes tokens. */
export type FramePurpose = 'frame' | 'tokens';

export type FrameVerdict =
  | { readonly ok: true; readonly claims: FrameClaims }
  | { readonly ok: false; readonly reason: 'invalid' }
  | { readonly ok: false; readonly reason: 'expired'; readonly claims: FrameClaims };

export interface Signing {
  /** Whose key an `Authorization` header carries. */
  accountOf(authorization: string | undefined): Account | null;
  /** A query string that {@link readFrame} accepts. */
  signFrame(purpose: FramePurpose, claims: FrameClaims): string;
  readFrame(purpose: FramePurpose, query: string, nowMs: number): FrameVerdict;
  /** Value of `Bank-Signature` for a webhook's body. */
  signWebhook(body: string, nowMs: number): string;
  /** The same for the same number at every account; says nothing about the number. */
  fingerprint(number: string): string;
}

/** An origin that can stand in a header without being mistaken for more. */
export const ORIGIN = /^https?:\/\/[A-Za-z0-9.[\]:-]+$/;

function equal(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}

export function createSigning(secret: string, accounts: readonly Account[]): Signing {
  const mac = (key: string | Buffer, text: string) =>
    createHmac('sha256', key).update(text).digest();
  const frameKey = mac(secret, 'frame');
  const webhookKey = mac(secret, 'webhook');
  const fingerprintKey = mac(secret, 'fingerprint');
  const accountKeys = accounts.map(
    (account) => [account, mac(secret, `account:${account}`).toString('hex')] as const,
  );

  const frameSignature = (purpose: FramePurpose, claims: FrameClaims) =>
    mac(
      frameKey,
      [purpose, claims.session, String(claims.expires), ...claims.origins].join('\n'),
    ).toString('base64url');

  return {
    accountOf(authorization) {
      const key = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
      return accountKeys.find(([, known]) => equal(known, key))?.[0] ?? null;
    },
    signFrame(purpose, claims) {
      return new URLSearchParams({
        session: claims.session,
        origins: claims.origins.join(' '),
        expires: String(claims.expires),
        signature: frameSignature(purpose, claims),
      }).toString();
    },
    readFrame(purpose, query, nowMs) {
      const params = new URLSearchParams(query);
      const claims: FrameClaims = {
        session: params.get('session') ?? '',
        origins: (params.get('origins') ?? '').split(' ').filter(Boolean),
        expires: Number(params.get('expires')),
      };
      const signature = params.get('signature') ?? '';
      const wellFormed =
        claims.session !== '' &&
        Number.isSafeInteger(claims.expires) &&
        claims.origins.length > 0 &&
        claims.origins.every((origin) => ORIGIN.test(origin));
      if (!wellFormed || !equal(signature, frameSignature(purpose, claims))) {
        return { ok: false, reason: 'invalid' };
      }
      if (nowMs >= claims.expires * 1000) return { ok: false, reason: 'expired', claims };
      return { ok: true, claims };
    },
    signWebhook(body, nowMs) {
      const seconds = Math.floor(nowMs / 1000);
      return `t=${seconds},v1=${mac(webhookKey, `${seconds}.${body}`).toString('hex')}`;
    },
    fingerprint: (number) =>
      mac(fingerprintKey, number).toString('base64url').replace(/[-_]/g, '').slice(0, 16),
  };
}
