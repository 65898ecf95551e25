/** What holds for every language: no word missing, none left in English, and nothing lost that a text is to say. */
import { expect } from '@open-wc/testing';
import { en } from '../../components/locale/en.ts';
import { enMore } from '../../components/locale/en-more.ts';
import { formatAmount } from '../../components/locale/format.ts';
import { LANGUAGES, type Language } from '../../components/locale/language.ts';
import { planEn } from '../../components/locale/plan/en.ts';
import { statesEn } from '../../components/locale/states/en.ts';
import { walletEn } from '../../components/locale/wallet/en.ts';
import { labelsFor } from '../../server/bank/frame/labels.ts';

type Table = Readonly<Record<string, unknown>>;
type Tables = Readonly<Record<'messages' | 'more' | 'wallet' | 'states' | 'plan', Table>>;

const english: Tables = {
  messages: en,
  more: enMore,
  wallet: walletEn,
  states: statesEn,
  plan: planEn,
};
const others = LANGUAGES.filter((language) => language !== 'en');

async function tablesOf(language: Language): Promise<Tables> {
  const file = `${language.toLowerCase()}.ts`;
  const at = '../../components/locale';
  const [first, wallet, states, plan] = await Promise.all([
    import(`${at}/locales/${file}`),
    import(`${at}/wallet/${file}`),
    import(`${at}/states/${file}`),
    import(`${at}/plan/${file}`),
  ]);
  return { ...first, ...wallet, ...states, ...plan };
}

const MARKS = ['⟦a⟧', '⟦b⟧', '⟦c⟧', '⟦d⟧'];
/** What texts with numbers are asked for; a number is looked for as a number. */
const ASKED: Readonly<Record<string, readonly (readonly unknown[])[]>> = {
  every: [['month', 7, '7 ⟦c⟧']],
  perPeriod: [
    ['⟦a⟧', 'month', 7, '7 ⟦c⟧'],
    ['⟦a⟧', 'year', 1, '1 ⟦c⟧'],
    ['⟦a⟧', null, 1, ''],
  ],
  charges: [[7], [21], [105]],
  charged: [
    [7, '⟦a⟧', '⟦b⟧'],
    [7, null, '⟦b⟧'],
    [21, '⟦a⟧', null],
  ],
};
/** What a translation says too. A span in words is `Intl`'s, whose case some cannot use; they say its number. */
function parts(key: string, text: string): readonly string[] {
  if (!/ \d$/.test(key)) return text.match(/\d\d\/\d{4}/g) ?? [];
  return text.match(/^(every|perPeriod) /.test(key) ? /⟦[ab]⟧|\d+/g : /⟦.⟧|\d+/g) ?? [];
}

/** Every text of a table, with marks in the places of what is put into it. */
function texts(table: Table): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(table)) {
    if (typeof value === 'string') found.set(key, value);
    else if (typeof value === 'function') {
      const asked = ASKED[key] ?? [MARKS.slice(0, value.length)];
      for (const [nth, given] of asked.entries()) found.set(`${key} ${nth}`, value(...given));
    } else if (typeof value === 'object' && value !== null) {
      for (const [inner, text] of texts(value as Table)) found.set(`${key}.${inner}`, text);
    }
  }
  return found;
}

/** Words that are the same in English, and texts that are nothing but what is put into them. */
const SAME = new Set(['⟦a⟧, ⟦b⟧', 'Total', 'Contact', 'Email', 'Optional', 'For']);

describe('every language', () => {
  it('is one of 32', () => expect(new Set(LANGUAGES)).to.have.length(32));

  for (const language of others) {
    it(`${language} says everything`, async () => {
      const tables = await tablesOf(language);
      const wrong: string[] = [];
      for (const name of ['messages', 'more', 'wallet', 'states', 'plan'] as const) {
        const [theirs, ours] = [texts(tables[name]), texts(english[name])];
        expect([...theirs.keys()], name).to.have.members([...ours.keys()]);
        for (const [key, text] of ours) {
          const told = theirs.get(key) ?? '';
          const lost = parts(key, text).some((part) => !told.includes(part));
          const left = told === text && !SAME.has(text);
          if (lost || left || !/\S/.test(told) || /undefined|\bnull\b|\bNaN\b|\[object/.test(told))
            wrong.push(`${name}.${key}: ${told}`);
        }
      }
      expect(wrong).to.deep.equal([]);
      expect(tables.messages.rtl).to.equal(language === 'ar' || language === 'he');
    });

    it(`${language} counts as its grammar does`, async () => {
      const { wallet } = await tablesOf(language);
      const { charges } = wallet;
      if (typeof charges !== 'function') throw new TypeError('no text for charges');
      const rules = new Intl.PluralRules(language);
      const forms = new Map<string, string>();
      for (let count = 1; count < 130; count += 1) {
        const words = String(charges(count)).replaceAll(/\d+/g, '#');
        const form = rules.select(count);
        expect(words, `${count}`).to.equal(forms.get(form) ?? words);
        forms.set(form, words);
      }
    });
  }

  for (const language of LANGUAGES) {
    it(`${language} in the bank’s frame`, () => {
      const { language: spoken, labels } = labelsFor(language);
      expect(spoken).to.equal(language);
      const { fields, errors, ...rest } = labels;
      const theirs = Object.values({ ...fields, ...errors, ...rest });
      expect(theirs).to.have.length(13);
      const { labels: ours } = labelsFor('en');
      const known = Object.values({ ...ours.fields, ...ours.errors });
      if (language !== 'en') for (const text of theirs) expect(known).not.to.contain(text);
    });

    it(`${language} writes amounts of no, two and three decimals`, () => {
      // Older systems write Arabic with its own digits, newer ones with ours.
      const amount = (minor: number, currency: string) =>
        formatAmount(minor, currency, language).replace(/[٠-٩]/g, (digit) =>
          String('٠١٢٣٤٥٦٧٨٩'.indexOf(digit)),
        );
      expect(amount(99, 'jpy')).to.match(/^\D*99\D*$/);
      expect(amount(1099, 'usd')).to.match(/^\D*10[.,٫]99\D*$/);
      expect(amount(99, 'kwd')).to.match(/^\D*0[.,٫]099\D*$/);
    });
  }
});
