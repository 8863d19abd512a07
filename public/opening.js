/*
 * Says why the page stays at its opening words, in browsers that cannot run the app. A plain script
 * in the oldest dialect, because the app's own modules are what such a browser cannot read.
 */
(function () {
  var firstError = '';

  /** What this browser lacks of what the app is built on, in words. */
  function missing() {
    var lacks = [];
    if (!('noModule' in document.createElement('script'))) lacks.push('JavaScript modules');
    if (!window.Worker) lacks.push('web workers');
    if (!window.WebAssembly) lacks.push('WebAssembly');
    if (!window.structuredClone || !Array.prototype.with || !Array.prototype.toSorted) {
      lacks.push('JavaScript of 2023');
    }
    return lacks;
  }

  function paragraph(text) {
    var element = document.createElement('p');
    element.appendChild(document.createTextNode(text));
    return element;
  }

  /** Replaces the opening words, unless the app already has. */
  function explain() {
    var opening = document.querySelector('.opening');
    if (!opening || opening.getAttribute('data-failed')) return;
    var lacks = missing();
    opening.setAttribute('data-failed', 'true');
    opening.setAttribute('role', 'alert');
    while (opening.childNodes.length > 0) opening.removeChild(opening.childNodes[0]);
    var heading = document.createElement('h1');
    heading.appendChild(document.createTextNode('N2O Playground could not start'));
    opening.appendChild(heading);
    if (lacks.length > 0) {
      opening.appendChild(paragraph('This browser lacks ' + lacks.join(', ') + '.'));
      opening.appendChild(
        paragraph('Chrome or Edge 110, Firefox 115, Safari 16.4 or a newer one of them will do.')
      );
    } else {
      opening.appendChild(
        paragraph('A part of the page did not arrive or did not run. Reload the page.')
      );
      opening.appendChild(
        paragraph('Where a filter or an extension blocks scripts, allow those of this site.')
      );
    }
    if (firstError) opening.appendChild(paragraph('The browser says: ' + firstError));
  }

  window.addEventListener(
    'error',
    function (event) {
      var target = event.target;
      var script = target && target.tagName === 'SCRIPT';
      if (!firstError) {
        firstError =
          event.message || (script ? 'a script was not loaded (' + target.src + ')' : '');
      }
      if (script || event.message) explain();
    },
    true
  );
  window.addEventListener('load', function () {
    if (!('noModule' in document.createElement('script'))) explain();
  });
})();
