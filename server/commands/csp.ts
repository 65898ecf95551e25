/** `keepsake csp`: what a merchant's page must allow, from this installation's own settings and files. */
import { builtFolder } from '../built.ts';
import { CSP_HELP, cspOutput, WrongWord } from '../csp.ts';
import { ConfigError, optionsFromEnvironment, parseConfig, vendorsOf } from '../index.ts';
import { type Command, say } from './command.ts';
import { UNUSED } from './unused-settings.ts';

export const csp: Command = {
  name: 'csp',
  summary: 'the Content-Security-Policy that a page with the tags needs',
  help: `Usage: keepsake csp [OPTION]…

${CSP_HELP}

Exit codes: 0 printed, 1 files are not built, 2 wrong usage or a wrong setting.
Variables: PUBLIC_URL, BANK_URL, and those of processors whose own fields are used.`,
  async run(words) {
    const config = parseConfig({ ...UNUSED, ...optionsFromEnvironment(process.env) });
    try {
      const output = cspOutput(words, {
        elements: builtFolder('elements'),
        frame: builtFolder('frame'),
        api: config.publicUrl,
        bank: config.bankUrl,
        vendors: vendorsOf(config),
      });
      say(output);
    } catch (reason) {
      if (reason instanceof WrongWord) throw new ConfigError(reason.message);
      throw reason;
    }
    return 0;
  },
};
