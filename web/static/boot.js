// Sets theme and language before the first paint, from the settings that src/lib/storage.ts declares.
(function () {
  var root = document.documentElement;
  try {
    var theme = localStorage.getItem('qingyin.theme');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    var language = localStorage.getItem('qingyin.language');
    if (language !== 'zh-CN' && language !== 'en') {
      language = /^zh\b/i.test(navigator.language || 'zh') ? 'zh-CN' : 'en';
    }
    root.lang = language;
  } catch {
    // Storage may be switched off; the defaults then hold.
  }
})();
