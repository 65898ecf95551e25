/** Settings that the schema asks for and a command that charges nobody has no use for. */
export const UNUSED = {
  secretKey: 'sk_test_unused',
  encryptionKeys: `unused:${Buffer.alloc(32).toString('base64')}`,
  bankSecret: 'unused-by-this-command',
} as const;
