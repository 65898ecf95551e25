/** Events at rest: append-only, newest first. */
import { type Narrow, repository } from './repository.ts';
import { eventTable } from './tables/events.ts';

export const events = repository(eventTable);

/** Events of any of these types; `charge.*` stands for a whole group. */
export function eventsOf(types: readonly string[]): Narrow {
  const pattern = (type: string) => type.replaceAll('%', '').replaceAll('*', '%');
  return (query) =>
    query.where(({ eb, or }) =>
      or(
        types.map((type) =>
          type.includes('*') ? eb('type', 'like', pattern(type)) : eb('type', '=', type),
        ),
      ),
    );
}
