/**
 * Stands in for Stripe.js: what its documentation says of `elements`, of the three card fields, of
 * `createPaymentMethod` and of `createToken('cvc_update')`, and nothing else. It refuses to be called in
 * any other way, and like Stripe's it cannot be mounted inside a shadow root. A classic script.
 */
(() => {
  const TITLES = {
    cardNumber: ['Secure card number input frame', 'Credit or debit card number'],
    cardExpiry: ['Secure expiration date input frame', 'Credit or debit card expiration date'],
    cardCvc: ['Secure CVC input frame', 'Credit or debit card CVC/CVV'],
  };
  const OPTIONS = ['style', 'placeholder', 'disabled', 'showIcon', 'iconStyle'];
  const STYLES = [
    'color',
    'iconColor',
    'fontFamily',
    'fontSize',
    'lineHeight',
    'textAlign',
    '::placeholder',
    ':-webkit-autofill',
  ];
  /** What tests ask afterwards. */
  const seen = { keys: [], mounted: 0, destroyed: 0, made: [], styles: [], locales: [] };
  window.stripeSeen = seen;

  function must(holds, words) {
    if (!holds) throw new Error(`IntegrationError: ${words}`);
  }

  function passesLuhn(digits) {
    const sum = [...digits].reverse().reduce((total, digit, at) => {
      const doubled = Number(digit) * (at % 2 === 1 ? 2 : 1);
      return total + (doubled > 9 ? doubled - 9 : doubled);
    }, 0);
    return sum % 10 === 0;
  }

  function brandOf(digits) {
    if (/^4/.test(digits)) return 'visa';
    if (/^5[1-5]/.test(digits)) return 'mastercard';
    return /^3[47]/.test(digits) ? 'amex' : 'unknown';
  }

  /** The code of what is wrong, as Stripe.js calls it; empty where nothing is. */
  function errorOf(type, text, leaving) {
    const digits = text.replace(/\D/g, '');
    if (type === 'cardNumber') {
      if (digits.length >= 15) return passesLuhn(digits) ? '' : 'invalid_number';
      return leaving && digits ? 'incomplete_number' : '';
    }
    if (type === 'cardExpiry') {
      if (digits.length < 4) return leaving && digits ? 'incomplete_expiry' : '';
      return Number(digits.slice(2)) < 26 ? 'invalid_expiry_year_past' : '';
    }
    return leaving && digits && digits.length < 3 ? 'incomplete_cvc' : '';
  }

  const NEEDED = { cardNumber: 15, cardExpiry: 4, cardCvc: 3 };

  class Field {
    constructor(type, options) {
      for (const name of Object.keys(options)) must(OPTIONS.includes(name), `no option ${name}`);
      for (const name of Object.keys(options.style?.base ?? {}))
        must(STYLES.includes(name), `no style ${name}`);
      this.type = type;
      this.options = options;
      this.heard = {};
      this.text = '';
      seen.styles.push(options.style);
    }

    on(event, handler) {
      must(['ready', 'change', 'focus', 'blur', 'escape', 'loaderror'].includes(event), event);
      this.heard[event] = handler;
      return this;
    }

    tell(event, detail = {}) {
      this.heard[event]?.({ elementType: this.type, ...detail });
    }

    mount(place) {
      must(place instanceof HTMLElement, 'mount takes an element');
      must(place.isConnected, 'the element does not exist in the page');
      must(place.getRootNode() === document, 'Elements cannot be mounted in a ShadowRoot');
      must(!this.frame, 'mounted already');
      seen.mounted += 1;
      const frame = document.createElement('iframe');
      const [title, name] = TITLES[this.type];
      frame.title = title;
      frame.style.cssText = 'border: 0; display: block; inline-size: 100%; block-size: 24px;';
      place.append(frame);
      const inside = frame.contentDocument;
      const input = inside.createElement('input');
      input.setAttribute('aria-label', name);
      input.placeholder = this.options.placeholder ?? '';
      input.style.cssText = 'all: unset; inline-size: 100%; font: 16px sans-serif;';
      inside.body.style.margin = '0';
      inside.body.append(input);
      input.addEventListener('input', () => this.change(input.value, false));
      input.addEventListener('focus', () => this.tell('focus'));
      input.addEventListener('blur', () => {
        this.change(input.value, true);
        this.tell('blur');
      });
      input.addEventListener('keydown', ({ key }) => {
        if (key === 'Enter') place.closest('form')?.requestSubmit();
      });
      this.frame = frame;
      this.input = input;
      this.paint();
      setTimeout(() => this.tell(window.stripeFails ? 'loaderror' : 'ready'), 30);
    }

    paint() {
      const base = this.options.style?.base ?? {};
      this.input.style.color = base.color ?? '';
      this.input.style.textAlign = base.textAlign ?? '';
    }

    change(text, leaving) {
      this.text = text;
      const code = errorOf(this.type, text, leaving);
      const digits = text.replace(/\D/g, '');
      this.tell('change', {
        empty: text === '',
        complete: !code && digits.length >= NEEDED[this.type],
        error: code
          ? { type: 'validation_error', code, message: 'RAW WORDS OF STRIPE' }
          : undefined,
        ...(this.type === 'cardNumber' ? { brand: brandOf(digits) } : {}),
      });
    }

    update(options) {
      Object.assign(this.options, options);
      seen.styles.push(options.style);
      if (this.input) this.paint();
    }

    focus() {
      this.frame.focus();
      this.input.focus();
    }

    clear() {
      this.input.value = '';
      this.change('', false);
    }

    destroy() {
      must(!this.gone, 'destroyed already');
      this.gone = true;
      seen.destroyed += 1;
      this.frame?.remove();
    }
  }

  window.Stripe = (key) => {
    must(/^pk_(test|live)_\w+$/.test(key), 'no publishable key');
    seen.keys.push(key);
    let fields = {};

    async function post(path, body) {
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
      const request = { method: 'POST', headers, body: JSON.stringify(body) };
      try {
        const answer = await fetch(`https://api.stripe.com/v1/${path}`, request);
        return await answer.json();
      } catch {
        return { error: { type: 'api_connection_error', message: 'RAW WORDS OF STRIPE' } };
      }
    }

    return {
      elements({ locale, ...rest }) {
        must(Object.keys(rest).length === 0, `no option ${Object.keys(rest)}`);
        seen.locales.push(locale);
        fields = {};
        return {
          create(type, options) {
            must(TITLES[type], `no element ${type}`);
            must(!fields[type] || fields[type].gone, `one ${type} at a time`);
            fields[type] = new Field(type, options);
            return fields[type];
          },
          update: (options) => seen.locales.push(options.locale),
        };
      },
      async createPaymentMethod({ type, card, metadata, billing_details, ...rest }) {
        must(type === 'card' && card === fields.cardNumber, 'the number stands for the card');
        must(Object.keys(rest).length === 0, `no parameter ${Object.keys(rest)}`);
        const [number, expiry, cvc] = ['cardNumber', 'cardExpiry', 'cardCvc'].map((name) =>
          fields[name].text.replace(/\D/g, ''),
        );
        if (number.length < 15)
          return { error: { type: 'validation_error', code: 'incomplete_number' } };
        seen.made.push({ metadata, billing_details });
        const made = await post('payment_methods', {
          card: { number, expiry, cvc },
          metadata,
          billing_details,
        });
        return made.error ? { error: made.error } : { paymentMethod: made };
      },
      async createToken(type, field) {
        must(type === 'cvc_update' && field === fields.cardCvc, 'a code is updated by its field');
        const made = await post('tokens', { cvc_update: { cvc: field.text } });
        return made.error ? { error: made.error } : { token: made };
      },
    };
  };
})();
