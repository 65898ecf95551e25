/**
 * Maps entities (camelCase values) to rows (snake_case cells) and back, one description a table.
 * Cells are text, integers and JSON text only, so that SQLite and PostgreSQL hold the same bytes.
 */

/** How a field is kept: as it is, as 0/1, or as JSON text. */
export type Cell = 'plain' | 'bool' | 'json';

type Snake<S extends string> = S extends `${infer Head}${infer Tail}`
  ? Head extends Lowercase<Head>
    ? `${Head}${Snake<Tail>}`
    : `_${Lowercase<Head>}${Snake<Tail>}`
  : S;

type CellType<Value, Kind> = Kind extends 'json'
  ? string | (null extends Value ? null : never)
  : Kind extends 'bool'
    ? number
    : Value extends boolean
      ? never
      : Value;

export type Columns<Entity> = { readonly [K in keyof Entity]-?: Cell };

/** The row type that belongs to an entity and its columns. */
export type RowOf<Entity, C extends Columns<Entity>> = {
  [K in keyof Entity & string as Snake<K>]: CellType<Entity[K], C[K]>;
};

export interface Table<Entity, Row> {
  readonly name: string;
  /** The entity that a row holds. */
  decode(row: Row): Entity;
  /** The cells of the given fields; fields that are not given are left out. */
  encode(fields: Partial<Entity>): Partial<Row>;
  encodeAll(entity: Entity): Row;
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/**
 * @example const customers = defineTable<Customer>()('customers', { id: 'plain', metadata: 'json', … });
 */
export function defineTable<Entity extends object>() {
  return <const C extends Columns<Entity>>(
    name: string,
    columns: C,
  ): Table<Entity, RowOf<Entity, C>> & { readonly columns: C } => {
    const fields = Object.entries(columns).map(([field, cell]) => ({
      field,
      cell: cell as Cell,
      column: snake(field),
    }));
    const byField = new Map(fields.map((each) => [each.field, each]));
    return {
      name,
      columns,
      decode(row) {
        const cells = row as Record<string, unknown>;
        const entity: Record<string, unknown> = {};
        for (const { field, cell, column } of fields) {
          const value = cells[column];
          entity[field] =
            cell === 'json'
              ? value === null || value === undefined
                ? null
                : JSON.parse(value as string)
              : cell === 'bool'
                ? value === 1
                : (value ?? null);
        }
        return entity as Entity;
      },
      encode(given) {
        const row: Record<string, unknown> = {};
        for (const [field, value] of Object.entries(given)) {
          const known = byField.get(field);
          if (!known) throw new Error(`${name} has no field ${field}`);
          row[known.column] =
            known.cell === 'json'
              ? value === null
                ? null
                : JSON.stringify(value)
              : known.cell === 'bool'
                ? value
                  ? 1
                  : 0
                : value;
        }
        return row as Partial<RowOf<Entity, C>>;
      },
      encodeAll(entity) {
        return this.encode(entity) as unknown as RowOf<Entity, C>;
      },
    };
  };
}
