/**
 * Stands in for Adyen Web: what its documentation says of `AdyenCheckout` and of the custom card, and
 * nothing else. It refuses to be called in any other way. What it "encrypts" is only marked. A classic script.
 */
(() => {
  const FIELDS = {
    encryptedCardNumber: ['Iframe for card number', 'Card number', 15],
    encryptedExpiryDate: ['Iframe for expiry date', 'Expiry date', 4],
    encryptedSecurityCode: ['Iframe for security code', 'Security code', 3],
  };
  const CALLBACKS = [
    'onConfigSuccess',
    'onChange',
    'onError',
    'onFocus',
    'onBrand',
    'onBinLookup',
    'onEnterKeyPressed',
  ];
  const STYLES = ['color', 'caretColor', 'fontFamily', 'fontSize', 'textAlign', 'background'];
  const seen = { options: [], mounted: 0, unmounted: 0, styles: [] };
  window.adyenSeen = seen;

  function must(holds, words) {
    if (!holds) throw new Error(`IMPLEMENTATION_ERROR: ${words}`);
  }

  /** What Adyen's frames would encrypt, in the form that Adyen's test system takes unencrypted. */
  function blobs(name, text) {
    const digits = text.replace(/\D/g, '');
    if (name !== 'encryptedExpiryDate') return { [name]: `test_${digits}` };
    return {
      encryptedExpiryMonth: `test_${digits.slice(0, 2)}`,
      encryptedExpiryYear: `test_20${digits.slice(2)}`,
    };
  }
  const partsOf = (name) => Object.keys(blobs(name, ''));

  class CustomCard {
    constructor(checkout, options) {
      must(checkout?.isCheckout, 'the first argument is the checkout');
      const { styles, placeholders, ...callbacks } = options;
      for (const name of Object.keys(callbacks)) must(CALLBACKS.includes(name), `no ${name}`);
      for (const name of Object.keys(styles.base)) must(STYLES.includes(name), `no style ${name}`);
      this.options = options;
      this.inputs = {};
      this.valid = {};
      this.errors = {};
      seen.styles.push(styles);
    }

    mount(root) {
      must(root.isConnected && root.getRootNode() === document, 'mount into the page');
      const places = [...root.querySelectorAll('[data-cse]')];
      must(places.length > 0, 'nothing with data-cse');
      seen.mounted += 1;
      this.places = places;
      for (const place of places) this.field(place, place.dataset.cse);
      setTimeout(() => {
        if (window.adyenFails) this.options.onError(new Error('not configured'));
        else this.options.onConfigSuccess({ iframesConfigured: true });
      }, 30);
      return this;
    }

    field(place, name) {
      must(FIELDS[name], `no field ${name}`);
      const [title, label] = FIELDS[name];
      const frame = document.createElement('iframe');
      frame.title = title;
      frame.className = 'js-iframe';
      place.append(frame);
      const inside = frame.contentDocument;
      const input = inside.createElement('input');
      input.setAttribute('aria-label', label);
      input.style.cssText =
        'all: unset; inline-size: 100%; block-size: 100%; font: 16px sans-serif;';
      inside.documentElement.style.blockSize = '100%';
      inside.body.style.cssText = 'margin: 0; block-size: 100%;';
      inside.body.append(input);
      const focus = (on) => this.options.onFocus({ fieldType: name, focus: on, numChars: 0 });
      input.addEventListener('input', () => this.change(name, input.value, false));
      input.addEventListener('focus', () => focus(true));
      input.addEventListener('blur', () => {
        this.change(name, input.value, true);
        focus(false);
      });
      input.addEventListener('keydown', ({ key }) => {
        if (key === 'Enter') this.options.onEnterKeyPressed(frame, this);
      });
      this.inputs[name] = input;
    }

    change(name, text, leaving) {
      const digits = text.replace(/\D/g, '');
      const whole = digits.length >= FIELDS[name][2];
      const past = name === 'encryptedExpiryDate' && whole && Number(digits.slice(2)) < 26;
      for (const part of partsOf(name)) this.valid[part] = whole && !past;
      const missing = {
        encryptedCardNumber: 'cc.num.901',
        encryptedExpiryDate: 'cc.dat.911',
        encryptedSecurityCode: 'cc.cvc.921',
      }[name];
      const error = past ? 'cc.dat.912' : leaving && digits && !whole ? missing : '';
      this.errors[name] = error ? { error, errorMessage: 'RAW WORDS OF ADYEN' } : null;
      if (name === 'encryptedCardNumber') {
        const brand = /^4/.test(digits) ? 'visa' : /^5/.test(digits) ? 'mc' : 'card';
        this.options.onBrand({ type: 'card', brand });
        const both = digits === '4000002500001001' ? ['visa', 'cartebancaire'] : null;
        this.options.onBinLookup({ supportedBrands: both });
      }
      this.tell();
    }

    get isValid() {
      const wanted = Object.keys(this.inputs).flatMap(partsOf);
      return wanted.every((part) => this.valid[part]);
    }

    tell() {
      const { valid, errors, isValid } = this;
      this.options.onChange({
        data: this.data,
        valid: { ...valid },
        errors: { ...errors },
        isValid,
      });
    }

    get data() {
      const all = Object.entries(this.inputs).map(([name, { value }]) => blobs(name, value));
      return {
        paymentMethod: { type: 'scheme', ...Object.assign({}, ...all) },
        browserInfo: { userAgent: navigator.userAgent },
        origin: location.origin,
        clientStateDataIndicator: true,
      };
    }

    setFocusOn(name) {
      this.inputs[name].ownerDocument.defaultView.frameElement.focus();
      this.inputs[name].focus();
    }

    updateStyles(styles) {
      seen.styles.push(styles);
    }

    showValidation() {
      for (const [name, input] of Object.entries(this.inputs)) {
        if (this.valid[partsOf(name)[0]]) continue;
        this.errors[name] ??= { error: input.value ? 'err.gen.9101' : 'cc.num.900' };
      }
      this.tell();
    }

    unmount() {
      must(this.places, 'not mounted');
      seen.unmounted += 1;
      for (const place of this.places) place.replaceChildren();
      return this;
    }
  }

  window.AdyenWeb = {
    CustomCard,
    async AdyenCheckout({ clientKey, environment, locale, countryCode, analytics, risk, ...rest }) {
      must(/^(test|live)_\w+$/.test(clientKey), 'no client key');
      must(clientKey.startsWith(environment.split('-')[0]), 'a key of another environment');
      must(countryCode, 'You must specify a countryCode when initializing checkout.');
      must(Object.keys(rest).length === 0, `no option ${Object.keys(rest)}`);
      seen.options.push({ locale, analytics, risk });
      return { isCheckout: true };
    },
  };
})();
