/** The page's end of the frame protocol: exact origin, matched replies, deadlines, nothing unknown let in. */
import { expect } from '@open-wc/testing';
import { type FrameChannel, openChannel } from '../../components/card/frame-channel.ts';
import { readNotice, readReply } from '../../components/card/frame-message.ts';
import type { Notice } from '../../server/bank/protocol.ts';
import { FakeFrame } from './support/frame.ts';
import { until } from './support/page.ts';

const card = { brand: 'visa', last4: '4242', exp_month: 1, exp_year: 2030, funding: 'credit' };

async function open(frame: FakeFrame, notices: Notice[] = []): Promise<FrameChannel> {
  const channel = await openChannel(frame.window, 'https://bank.example', (notice) =>
    notices.push(notice),
  );
  if (!channel) throw new Error('not opened');
  return channel;
}

describe('frame-channel', () => {
  it('greets one exact origin', async () => {
    const frame = new FakeFrame();
    const channel = await open(frame);
    expect(frame.greetings).to.have.length(1);
    expect(frame.greetings[0]?.origin).to.equal('https://bank.example');
    expect(channel.height).to.equal(240);
  });

  for (const [name, ready] of [
    ['silence', null],
    ['another nonce', { nonce: 'x' }],
    ['another version', { v: 99 }],
    ['an unknown field', { more: 1 }],
  ] as const) {
    it(`does not open for ${name}`, async () => {
      const frame = new FakeFrame();
      frame.ready = ready;
      expect(await openChannel(frame.window, 'https://bank.example', () => {}, 50)).to.equal(null);
    });
  }

  it('matches each reply to its request', async () => {
    const frame = new FakeFrame();
    frame.answer = () => null;
    const channel = await open(frame);
    const first = channel.request({ type: 'clear' });
    const second = channel.request({ type: 'tokenize' });
    await until(() => frame.heard.length === 2, 'heard');
    const [a, b] = frame.heard.map(({ id }) => id);
    frame.say({ id: b, ok: true, token: 'ctok_1', card });
    frame.say({ id: a, ok: true });
    expect(await first).to.deep.equal({ id: a, ok: true });
    expect(await second).to.deep.include({ token: 'ctok_1' });
  });

  it('answers a silent request with an error when its time is over', async function silent() {
    const frame = new FakeFrame();
    frame.answer = () => null;
    const channel = await open(frame);
    const reply = await channel.request({ type: 'clear' });
    expect(reply).to.deep.include({ ok: false });
    expect(reply).to.have.nested.property('error.code', 'network');
  });

  it('answers what is open when it is closed', async () => {
    const frame = new FakeFrame();
    frame.answer = () => null;
    const channel = await open(frame);
    const reply = channel.request({ type: 'tokenize' });
    channel.close();
    expect(await reply).to.deep.include({ ok: false });
  });

  it('passes on notices of the protocol and nothing else', async () => {
    const frame = new FakeFrame();
    const notices: Notice[] = [];
    await open(frame, notices);
    frame.say({
      type: 'state',
      empty: false,
      complete: true,
      brand: 'visa',
      errors: {},
      number: '4242',
    });
    frame.say({ type: 'typed', key: '4' });
    frame.say({ type: 'submit' });
    await until(() => notices.length > 0, 'heard');
    expect(notices).to.deep.equal([{ type: 'submit' }]);
  });
});

describe('frame-message', () => {
  const good: Notice[] = [
    { type: 'ready', v: 1, nonce: 'n', height: 10 },
    {
      type: 'state',
      empty: true,
      complete: false,
      brand: null,
      errors: { cvc: 'invalid_cvc', number: null },
    },
    { type: 'height', height: 300 },
    { type: 'focus', field: 'expiry' },
    { type: 'blur' },
    { type: 'submit' },
    { type: 'escape' },
  ];
  for (const notice of good) {
    it(`reads ${notice.type}`, () => expect(readNotice(notice)).to.deep.equal(notice));
    it(`refuses ${notice.type} with more`, () =>
      expect(readNotice({ ...notice, pan: '4242' })).to.equal(null));
  }

  const bad: unknown[] = [
    null,
    'ready',
    [],
    {},
    { type: 'height', height: '300px' },
    { type: 'height', height: 1e9 },
    { type: 'height', height: Number.NaN },
    { type: 'focus', field: 'pin' },
    { type: 'state', empty: true, complete: 'yes', brand: null, errors: {} },
    { type: 'state', empty: true, complete: true, brand: null, errors: { cvc: 'made_up' } },
  ];
  for (const message of bad) {
    it(`refuses ${JSON.stringify(message)}`, () => expect(readNotice(message)).to.equal(null));
  }

  const error = { code: 'invalid_number', field: 'number', recoverable: true };
  const replies: [unknown, boolean][] = [
    [{ id: 1, ok: true }, true],
    [{ id: 1, ok: true, token: 't', card }, true],
    [{ id: 1, ok: false, error }, true],
    [{ id: '1', ok: true }, false],
    [{ id: 1, ok: true, token: 't' }, false],
    [{ id: 1, ok: true, token: 't', card: { ...card, last4: '424242424242' } }, false],
    [{ id: 1, ok: true, token: 't', card: { ...card, number: '4' } }, false],
    [{ id: 1, ok: false, error: { ...error, code: 'made_up' } }, false],
    [{ id: 1, ok: false, error: { ...error, detail: 'x' } }, false],
  ];
  for (const [reply, readable] of replies) {
    it(`${readable ? 'reads' : 'refuses'} ${JSON.stringify(reply)}`, () =>
      expect(readReply(reply)).to.deep.equal(readable ? reply : null));
  }
});
