/** Nothing but the defaults; svelte-check looks for this file before it checks the markup. */
export default {};
