/** The one setting that Next needs: Keepsake is loaded by Node as it is, with its database driver. */
export default { serverExternalPackages: ['keepsake'] };
