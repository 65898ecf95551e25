/**
 * What one Keepsake lets be seen of itself: a registry, spans where a collector is configured, and the
 * doors to both. It is opened before everything that it watches.
 */
import type { Config } from '../config.ts';
import type { Context } from '../context.ts';
import type { Meter } from './catalog.ts';
import { createMetricsEndpoint } from './endpoint.ts';
import { createRegistry } from './registry.ts';
import { createStanding } from './standing.ts';
import { NO_TRACING, type Tracing } from './tracing.ts';

type Fetch = (request: Request, env?: object) => Promise<Response>;
type Authenticate = (authorization: string) => unknown;

export interface Telemetry {
  readonly meter: Meter;
  readonly tracing: Tracing;
  /** The names of all metrics. */
  names(): readonly string[];
  /**
   * What answers `GET /metrics` and `GET /healthz`.
   * @param mayAll whether an `Authorization` header is of a key with every right; it may throw
   */
  doors(ctx: Context, mayAll: Authenticate): Fetch;
}

async function openTracing(config: Config, meter: Meter): Promise<Tracing> {
  if (config.otlpEndpoint === undefined) return NO_TRACING;
  const { createOtlp } = await import('./otlp.ts');
  return createOtlp({
    endpoint: config.otlpEndpoint,
    headers: config.otlpHeaders,
    service: config.otelServiceName,
    ratio: config.otelSamplingRatio,
    fetch,
    dropped: (count) => {
      for (let each = 0; each < count; each += 1) meter.count('spansDropped', {});
    },
  });
}

export async function openTelemetry(config: Config): Promise<Telemetry> {
  const registry = createRegistry();
  const { meter } = registry;
  const tracing = await openTracing(config, meter);
  return {
    meter,
    tracing,
    names: registry.names,
    doors(ctx, mayAll) {
      const standing = createStanding(ctx);
      return createMetricsEndpoint({
        token: config.metricsToken ?? null,
        async isMerchant(authorization) {
          try {
            return (await mayAll(authorization)) === true;
          } catch {
            return false;
          }
        },
        contentType: registry.contentType,
        async text() {
          await standing();
          return registry.text();
        },
      });
    },
  };
}
