/* For a page whose scripts are to think that it is another day. */
(() => {
  const Real = Date;
  const moment = Real.parse('NOW');
  globalThis.Date = class extends Real {
    constructor(...given) { super(...(given.length ? given : [moment])); }
    static now() { return moment; }
  };
})();
