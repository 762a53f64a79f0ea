// Runs before the first paint so that neither theme nor language flashes. A file of its own because the content policy
// allows no inline script. The keys are the ones in src/lib/preferences.ts.
(function () {
  const root = document.documentElement;
  let theme = null;
  let language = null;
  try {
    theme = localStorage.getItem('sampark.theme');
    language = localStorage.getItem('sampark.language');
  } catch {
    // Storage may be blocked: the system's settings apply.
  }
  const dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.dataset.theme = dark ? 'dark' : 'light';
  root.lang = language === 'bn' || (language !== 'en' && /^bn/i.test(navigator.language)) ? 'bn' : 'en';
})();
