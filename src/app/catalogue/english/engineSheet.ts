/** The sheet that lists the engines, and the line that opens it. */
export const engineSheet = {
  'engine.about':
    'Learning runs in a worker, beside the page. All engines train the same networks; change while training goes on, and no slot is lost.',
  'engine.choose': 'Engine',
  'engine.group.own': 'Made for these networks',
  'engine.group.tensorFlow': 'TensorFlow.js, to compare with',
  'engine.time': '{time} ms a slot',
  'engine.time.about':
    'Bars: milliseconds that a training slot’s learning takes on this machine (every server acts, every Q-network is updated once), measured on copies of these networks; shorter is faster. Slots/s is what training really reached, the simulated city included.',
  'engine.lag.title': 'Acting lag S = {lag}',
  'engine.lag.about':
    'The servers take S decisions with the same networks; then S updates follow in one go. S = 1 is the method word by word. A graphics adapter is asked once for all S: an S of 8 or more lets it work instead of wait, and what the servers do is up to S slots behind what they know. On the processor S changes next to nothing.',
  'engine.lag.waits': 'This run has S = 1, so the graphics adapter is waited for in every slot.',
  'engine.lag.search': 'Acting lag',
  'engine.lag.change': 'Change S in the settings',
  'engine.lag.change.about': '(it needs a new run, which asks first)',
  'engine.history.title': 'What trained in this run',
  'engine.history.slot': 'from slot {slot}',
  'engine.history.more': '{count} changes before these',
  'engine.history.failure':
    'Where an engine breaks (its device is lost, its memory is full, its worker ends), training goes on by itself from the last checkpoint, at most a few seconds back, and on another engine where this one was at fault. A message says which, and from which slot.',
  'engine.about.auto':
    'What is fastest in a short measurement on this city: WebAssembly or TypeScript, or WebGPU where there is a graphics adapter that is no software.',
  'engine.about.typescript':
    'Plain code on the processor, double precision: the same bits in every browser.',
  'engine.about.kernels':
    'On the processor, made for these networks: maxima in single precision, four at a time, all else in double. The same bits in every browser.',
  'engine.about.fused':
    'On the graphics adapter, made for these networks: two kernels for all updates of a chunk, single precision.',
  'engine.about.webgpu': 'On the graphics adapter, single precision.',
  'engine.about.wasm': 'On the processor, compiled, single precision.',
  'engine.about.cpu': 'On the processor, interpreted: slow, to compare with.',
  'engine.state.runs': 'runs now',
  'engine.state.speed': '{rate} slots/s',
  'engine.state.untried': 'not run yet',
  'engine.state.measured': 'measured only',
  'engine.state.noWebGpu': 'not here: the browser has no WebGPU',
  'engine.state.noAdapter': 'not here: no graphics adapter',
  'engine.state.option': 'not with {option}',
  'engine.state.noKernels': 'not for this activation',
  'engine.state.noWasm': 'not here: no WebAssembly with SIMD',
  'engine.reason.chosen': '{running} trains, as chosen.',
  'engine.reason.starting': 'Starting {engine}…',
  'engine.reason.alone': '{running} trains.',
  'engine.reason.time.own': '{running} trains: {time} ms a training slot here.',
  'engine.reason.against':
    '{running} trains: in a short measurement at the start it took {time} ms a slot, against {others}.',
  'engine.reason.time': '{time} ms in {engine}',
  'engine.reason.looking': 'Looking for a graphics adapter…',
  'engine.reason.option': 'A graphics card is not tried: it cannot do {option}.',
  'engine.reason.noAdapter': 'The browser offers no graphics adapter.',
  'engine.reason.softwareAdapter':
    'The only graphics adapter, {adapter}, is software on the processor and slower.',
  'engine.reason.measuring': 'Measuring {adapter}…',
  'engine.reason.trialFailed': 'WebGPU on {adapter} did not start ({detail}).',
  'engine.link': '{engine} trains, {rate} slots/s',
  'engine.link.resting': '{engine} trains when it goes on',
} as const;
