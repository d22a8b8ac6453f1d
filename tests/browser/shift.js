/* Two frames are drawn, then all shifts so far are added up. */
new Promise((told) => requestAnimationFrame(() => requestAnimationFrame(() => {
  const observer = new PerformanceObserver(() => {});
  observer.observe({ type: 'layout-shift', buffered: true });
  told(observer.takeRecords().reduce((sum, shift) => sum + shift.value, 0));
})))
