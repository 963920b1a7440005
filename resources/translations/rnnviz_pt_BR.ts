<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_BR" sourcelanguage="en">
<context>
    <name>actions</name>
    <message>
        <source>&amp;A in every panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About RNNviz</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;B in every panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Back into</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Bigger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close B</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Earlier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Equal pace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Faster</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Light or dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Linked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;New breakpoint...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;New seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Normal size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open text...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Paste or type a text...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Put all panels back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Return to the present</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Run to the cursor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Sample now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Slow motion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Smaller</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Vanilla with LSTM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;With...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A &amp;− B in every panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A vanilla cell beside an LSTM: same text, same seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Act on the &amp;other session</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All breakpoints &amp;on or off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back by a fiftieth of the run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back o&amp;ver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back ou&amp;t</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both s&amp;ide by side in every panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Branch from &amp;here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change between the light and the dark theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change to the next language; learning goes on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cursor to the first or last timestep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cursor to the previous or next timestep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cursor to the previous or next unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit the &amp;watched sequence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the second session; the first goes on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every key, in one list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every panel where it was at first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;aster motion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fewer timesteps a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fewer updates a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forward by a fiftieth of the run, up to the present</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on from this update in another way, beside this run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High &amp;contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger text and lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn a text file of yours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn a text that you type or paste</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn on, to the next breakpoint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn, or stop before the next update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let go of the cursor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the model write</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More timesteps a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More updates a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing muted: for a weak projector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One &amp;update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One update &amp;back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One update &amp;forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a second session beside this one, and change it later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a second session with another cell, optimiser, learning rate, ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play the update timestep by timestep, forward and then backward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>R&amp;eset, same seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run, pause, one update, reset, speed, watched sequence and cursor act on both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;lower</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;lower motion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say what each panel &amp;is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show a sentence in every panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show it one update later, up to the present</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the network as it was before its first update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the network as it was one update before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the newest update again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller text and lines</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start again from other random weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start again from the same random weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step &amp;into</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step &amp;over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step o&amp;ut</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch every breakpoint off, or all on again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>T&amp;ime</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take one optimiser step, then pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text and lines as at first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The beginning of this phase, then the previous one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next operation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next phase: forward, loss, backward, clipping, optimiser step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next timestep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The previous operation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The previous timestep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the &amp;first operation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the be&amp;ginning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the timestep that is pinned in the panels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the text that every panel shows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the update begins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which of A and B is meant where only one can be</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>While linked, both take the same updates; the faster one waits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With the &amp;same settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a condition under which learning stops</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>app</name>
    <message>
        <source>--set takes NAME=VALUE, such as hidden=64, not {text}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PySide6 is missing: type `pip install PySide6-Essentials`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PySide6 {found} cannot move panels: type `pip install PySide6-Essentials==6.11.3`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PySide6 {found} crashes on Python {python}: type `pip install PySide6-Essentials==6.11.3`, or use Python 3.12 or newer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PyTorch is missing: type `pip install &quot;torch~={needed}.0&quot;`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PyTorch {found} is installed, {needed} is needed: type `pip install &quot;torch~={needed}.0&quot;`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>QT_QPA_PLATFORM is {name}, and Qt here knows only {known}. Unset it, or choose one of these.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Qt cannot be loaded: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The display {display} does not answer, so no window can be opened; type `rnnviz run characters` to train without one and get its pictures as files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system library {library} is missing, without which nothing can be drawn; on Debian or Ubuntu type `sudo apt-get install {packages}`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no display to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set); type `rnnviz run characters` to train without one and get its pictures as files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no language {code}{nearest}; there are {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no setting {name}{nearest}; there are {known}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>breakpoints</name>
    <message>
        <source>A breakpoint is evaluated every 1, 2, 3, ... updates, not {every}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A breakpoint needs a condition, such as loss &gt; 3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A condition can have {longest} characters at most; this one has {n}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At column {column}: an exponent must be a number between -{n} and {n}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At column {column}: there is no quantity {text}{nearest}; there are {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At column {column}: this is nested too deeply.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At column {column}: this model has no gate {gate}{nearest}; it has {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At column {column}: {name} is not a function{nearest}; there are {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At column {column}: {text} cannot be computed; write it as in {example}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At column {column}: {text} has no place here; only {parted} has parts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At column {column}: {text} has no place in a condition, which compares numbers, as in loss &gt; 3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At column {column}: {text} is a function; say of what, as in {text}(...).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At column {column}: {text} is a number; compare it, as in {text} &gt; 3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At column {column}: {text} is of one gate; say which, as in {example}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At column {column}: {text} is one value per timestep; take {functions} of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The condition cannot be read at column {column}: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>engine</name>
    <message>
        <source>A and B have no attention of one size in common.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A and B have no gate in common: A has {a}, B has {b}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A and B have no layer in common.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A and B have no weight matrix of one name and size in common.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A and B predict different symbols: these cannot be subtracted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A and B read different sequences, so their timesteps cannot be subtracted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An error stopped training at update {update}: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At update {update} the loss is {loss:.4g} and the gradient norm {norm:.4g}; the weights were not changed. Lower the learning rate or clip the gradient, and start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That did not work: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That was not done: the update it was meant for was not gone to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The breakpoint {expression} holds at update {update}; the weights were not changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model could not be built: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The worker ended with an error: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no probe sequence to change anything in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no sequence {number}: a batch has {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This machine has no {device} device; choose cpu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training is running: pause it to step through an update.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>h(t) is {a} in A and {b} in B: only equal sizes can be subtracted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{field} cannot be {value}: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>export</name>
    <message>
        <source>Copy picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save numbers (CSV)...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save numbers (NPZ)...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save picture (PNG)...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save picture (SVG)...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save {panel}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>files</name>
    <message>
        <source>Nothing can be written to the folder {path}: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file {path} could not be written: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file {path} holds no picture of a network.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>history</name>
    <message>
        <source>A memory limit of {limit} MB cannot hold a single snapshot of this model, which takes {needed} MB: there is no going back in time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A weight cannot be {value}: it must be a finite number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no going back in time: no snapshots of this run are kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no update {update} in this run: it goes from {first} to {last} so far.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no weight matrix called {name}{nearest}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} has {rows} rows and {columns} columns: there is no weight in {row}, {column}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>hunt</name>
    <message>
        <source>At update {update}, the data held {value}; it was first read at {source}: {text} The weights were not changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At update {update}, the optimiser&apos;s step makes {value} of the parameter {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At update {update}, the parameter {name} held {value} from the start: an earlier step made it so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At update {update}, {value} was born in the backward pass of the operation {name} at {source}: {text} The weights were not changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At update {update}, {value} was born in the operation {name} at {source}: {text} The weights were not changed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>lessons</name>
    <message>
        <source>There is no lesson {key}; there are {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This lesson cannot be opened: {file}, line {line}: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>panels</name>
    <message>
        <source>A vanilla cell has no gates: h⁽ᵗ⁾ = φ(W_xh x⁽ᵗ⁾ + W_hh h⁽ᵗ⁻¹⁾ + b).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A: loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After update {update} it wrote: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>After {count} updates the smoothed loss is {now}; at first it was {first}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As it is, under the edits, and the difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attention, {heads} heads: {targets} targets over {sources} sources.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>B: loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Breakpoints</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change a state, a gate, a symbol or a weight: what follows from it shows here, beside what is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change something inside and see what follows; learning is not touched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Common conditions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Condition</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edits in force</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Equations of the unit under the cursor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluated every so many updates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evaluated every so many updates; looking inside the network costs a picture each time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every 1,000 updates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget gate saturated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gates and cell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gates of {title}, mean over units and timesteps: {means}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on from here with the edited weights, in a branch beside this run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient at each timestep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient norm above 10</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient of each unit at each timestep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient of the hidden state or of the cell state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gradient over time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden state</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden state of {title}: {units} units, {timesteps} timesteps, from {low} to {high}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hover a heatmap to see a unit; click to pin it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far each unit opens its gates (1: open, 0: closed), and what its cell holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How likely the model finds each symbol to come next; green: the right one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How strongly each timestep&apos;s state is held responsible for the loss.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How wrong its predictions are, update by update: lower is better.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jacobian of the timestep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest singular value {largest}, spectral radius {radius}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer and direction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning stops, before the weights change, when a condition holds.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss and gradient norm of each update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next symbol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No breakpoint yet: write a condition below, or take a ready-made one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No gradient was taken for this picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No samples yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No update yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Norm of the gradient at each timestep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Norm over units, or every unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Norms of the gradient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not finite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not finite: {count} times.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One cell with a loop, as before unrolling</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One operation of the next update: F11 goes on to the next, Ctrl+F11 goes back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operands and result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order of the units</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause (Space), then F11 steps into the update about to happen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Point at a cell: its formula, then with its numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probability of each next symbol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready-made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sample now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Samples</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Singular values and eigenvalues</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take every edit back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take one edit back (Del)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Target {target} looks most at source {source} “{symbol}”: {weight}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Temperature: 0 takes the most likely symbol, 1 draws as predicted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cell under the cursor (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient is not finite at {count} timesteps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient vanishes through time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient&apos;s norm is largest at timestep {most} ({high}) and smallest at timestep {least} ({low}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss jumps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The update about to happen is being recorded ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The watched sequence is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole sequence (0)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no model yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model has no attention.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model has no recurrent layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model has no weights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model predicts no symbols.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This panel has no control called {option}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This task writes no text, so there is nothing to sample.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unrolled in time: every column is the same cell with the same W.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unrolled network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the first picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What if</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is learned. σ_max &gt; 1: gradients can explode through time; σ_max &lt; 1: they vanish.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it can be about</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the model writes by itself, from the beginning on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the network remembers after each symbol: a row is a unit, a column a timestep.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the sample goes on from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which gate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which gate&apos;s part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which parameter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which quantity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which symbols it looks at (right) while it writes each symbol (down).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which weight matrix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With {edits}, the loss is {after} instead of {before}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom in (+, or the wheel)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom out (−)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after t = {t}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after “{before}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after “{before}” → target “{target}”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>at the floor: below {least} ({count})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>backward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>behaviour: {word}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bound (σ_max·max|φ′|)ⁿ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>call {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>candidate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cell state c(t)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>clipping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>drag the line, or click: go there · wheel: zoom · double click: all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>eigenvalues λₖ, spectral radius ρ = {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>entropy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>erase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every head</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every {n} updates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>forget</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gate, clamped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gradient norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>h(t−1): the same W_hh at every timestep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>head {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>held-out {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hidden state h(t)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hover a heatmap; click to pin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>h⁽ᵗ⁾ · {units} × {timesteps} · {range}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>input symbol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>largest: σ_max = {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>local</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loss &gt; 3 and update &gt; 100</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean of the heads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>new</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>new symbol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>new value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no bar: zero ({count})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>norm of the gradient over all weights, before clipping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>norm of the gradient, log scale</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>norm over units</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>optimiser step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>other model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>overwrite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pinned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>range ±{limit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>recurrent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>remember</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sequence {number} of the next batch of {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>share of the gate&apos;s values within 0.05 of an end of its range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>singular values σₖ, largest σ_max = {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>size of the state (RMS)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>smoothed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>spectral radius ρ = {value}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tanh range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>temperature {temperature}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the largest of any recurrent matrix</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the largest over timesteps; also min, mean, any, all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the last one measured on held-out data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the loss is more than twice the smoothed loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the loss of this update&apos;s batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the number of this update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the size without the sign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the smoothed loss before this update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to t</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>total</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>under the mouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>unit {unit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>units as stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>units by activity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>units by similarity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>units: all, or numbers such as 3, 7</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>update {update}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>update {update} of {present}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>updates {first}–{last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>what if</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>whether loss and gradient are numbers, not infinity or NaN</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>x(t) = {symbol}     t = {t}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} in [0, 1]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} in [−1, 1]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: {rows} rows, {columns} columns, standard deviation {deviation}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{nats} nats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} edits · of update {update}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{on} of {all} on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{question}; most likely is “{best}” with {percent} percent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{targets} × {sources}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{targets} × {sources} · in [0, 1]</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{words}, now {now}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>σ range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>‖dL/dh(t)‖ of each timestep of the watched sequence</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>presets</name>
    <message>
        <source>The preset {file} cannot be used: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no preset {key}{nearest}; there are {known}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>0: a symbol enters as a one-hot vector; else as a learned vector of this size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added at the start to the bias of the gate that keeps; more: a longer memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most so many a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Build a new model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By norm: g ← g · threshold / ‖g‖ if ‖g‖ &gt; threshold. By value: each element into ± threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Carried: truncated BPTT, the state goes on from chunk to chunk, the gradient stops at its edge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes while it learns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chunks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Directions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dropout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each layer reads the one below</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GRU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden units</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How a gradient becomes a step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LSTM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LSTM with peepholes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>LSTM, coupled gates</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length T of a chunk: how far back the gradient goes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory bias</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory for the past of the run, to which the timeline&apos;s line can be dragged; off: none is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Momentum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nonlinearity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of clipping; changes while it learns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the vanilla cell: h(t) = φ(W_xh x(t) + W_hh h(t-1) + b)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Optimiser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Random, to be learned; or set by hand, so that the network is right at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sequences learned from at each update</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of a layer&apos;s outputs that the next layer does not see, while training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the last step that is taken again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Share of the time that watching may take from learning; the rate of pictures follows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of h(t), per layer and direction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of the vocabulary: the commonest words; all others are one symbol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same seed gives the same run, to the bit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This needs a new model: the {n} updates learned so far are given up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timesteps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timesteps for which something has to be remembered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vanilla</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watching</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What computes h(t) from h(t-1) and x(t)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the arithmetic is done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whether a second net reads the sequence from its end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by norm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>by value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>forward only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>independent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>random</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>state carried</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>threshold</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>status</name>
    <message>
        <source>going back in time ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>learning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>learning again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>loading PyTorch ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading the text and building the model ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seed {seed}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>smoothed loss {loss}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>there is no model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>update {n}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>update {n} of {present} (past)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>watching costs {share} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} frames/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} updates/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n} weights</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>step</name>
    <message>
        <source>A linear layer: every row of the matrix is weighed against its input.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backpropagation begins: ∂L/∂L = 1; everything else follows by the chain rule.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a timestep in any panel first, then run to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dropout silences some values by chance, only while the network learns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each symbol becomes a unit vector: 1 at its own place, 0 elsewhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each symbol is looked up: it becomes a vector that is learned too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every element of the gradient is held within ±{threshold}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the loss would change with the gate {name} of timestep {t}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss or gradient are not finite: this update is not applied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is computed at that timestep in this phase.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Softmax turns energies into shares that sum to 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strongest contributions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The candidate: what could be added to the cell state.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The candidate: what the state could become.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The cell state keeps f of the old and adds i of the new: by this sum gradients survive.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The context: a sum of annotations, weighed by attention.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The forget gate decides how much of the cell state before is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient before the nonlinearity; W_hhᵀ takes it on to {before}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient is not clipped; its norm is {norm}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient of {name}: norm {norm}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient with respect to the result of {name}: norm {norm}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient&apos;s norm {norm} is above {threshold}: all of it is multiplied by {factor}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The gradient&apos;s norm {norm} is not above {threshold}: nothing is clipped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hidden state of timestep {t} goes to the next timestep and to the layer above.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hidden state of timestep {t} mixes the old state and the candidate, by z.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The hidden states of all timesteps together are the layer&apos;s output.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The input gate decides, unit by unit, how much of the candidate is let in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss: −ln of the probability that each true symbol was given: {value}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The nonlinearity makes the hidden state of timestep {t}; the next timestep reads it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The optimiser changes {name}, by {ratio} of its norm.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The output gate decides how much of the cell state the rest of the network sees.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program calls {name}; its result is {shape}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reset gate decides how much of the old state the candidate may look at.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run is on its way to another update; step when it is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The update gate decides how much of the old state stays: near 1 it is copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no model to step through yet: it is still being made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no model to step through: it could not be made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is the first operation of the update.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This was the last operation of the update; N takes the update, F5 goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timestep {t}: the cell reads {symbol} and the hidden state of {before}: W_xh·x + W_hh·h + b, for every gate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timestep {t}: the cell reads {symbol} and the hidden state of {before}: a = W_xh·x + W_hh·h + b.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What lies beyond a sequence&apos;s end is masked out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the old state says to the candidate, before the reset gate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>finite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not finite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>operands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tanh presses every value into (−1, 1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>timestep {t}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is made of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is shared by all timesteps: their gradients add up to one, of norm {norm}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>∂L/∂c of timestep {t}: through h, and, times the next forget gate, from the next cell state.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>∂L/∂h of timestep {t}: {local} from its own output (local), {recurrent} through the other timesteps (recurrent).</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>tasks</name>
    <message>
        <source>A string of {length} letters is too long: {most} at most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A text of fewer than two different words leaves nothing to predict.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give one digit: its name is what the model writes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name one dish, the first: the others follow from it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sequences of {length} timesteps are longer than the text: it allows {largest} at most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model does not know {words}; it knows {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s outputs are no longer finite: it cannot write.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sum of {count} numbers is beyond what is shown: give {largest} at most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text is too short for a batch of {batch} sequences of {length} timesteps: with {length} timesteps a batch of {largest_batch} fits at most, with a batch of {batch} at most {largest_length} timesteps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text is too short for a batch of {batch}: it allows {largest} at most.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights by hand are those of threshold units: choose threshold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights by hand need {needed} hidden units, and there are {hidden}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no task called {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to watch; the model knows {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two numbers to add need a lag of 2 timesteps at least.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watching needs at least two symbols.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a date to translate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>own answer: no readable date</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>text</name>
    <message>
        <source>A text of one symbol leaves nothing to predict.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file {name} is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file {name} is not a text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file {name} is {encoding} up to byte {place}, where it is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file {path} cannot be read: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model does not know {symbols}: leave that out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This Python comes without the built-in text: open a text of your own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You are not allowed to read {path}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is a folder, not a text file.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>what-if</name>
    <message>
        <source>A state or a gate must be finite; only a weight may be infinite.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An infinite weight can be looked at but not applied: {name} would stay so.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An input is one symbol, not {text}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only weights can be applied: states and gates are computed anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The span of timesteps must not end before it begins.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The units {text} cannot be read: write all, or numbers such as 3, 7.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no column {number}: the weight has {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no recurrent layer {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no row {number}: the weight has {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no timestep {number}: the sequence has {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no unit {number}: there are {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no weight called {name}{hint}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This layer has no gate called {name} that can be clamped{hint}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This layer has no state called {name}{hint}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model has no recurrent layer: its input can be changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} is not a number.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>window</name>
    <message>
        <source>A branch goes on from update {update}; this run stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Act on {letter}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Act on {letter}  (F6)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Controls</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every panel shows what the model does with this text. Type your own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Experiments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Float or dock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It comes from {place}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn this text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pace of slow motion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Past</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Past: on the way to update {target}, now at update {at} of {present}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Past: update {at} of {present}. Everything on screen is as it was then.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Past: update {at} of {present}. It learns the same again, to the bit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save picture or numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings of {letter}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show A alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show A and B side by side, in the same colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show A minus B, where both have the same sizes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show B alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong in the window: {error}. Training goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed limit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed limit, in updates per second  (Ctrl+Left, Ctrl+Right)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped at update {update}: {expression} holds, with {values}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text to learn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Texts (*.txt *.md *.tex *.py *.c *.csv);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings of A</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text is read as {encoding}; it is not UTF-8.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text is short: it is learned {t} timesteps at a time, {b} sequences at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weights were not changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no branch yet: B stands beside this run already. Close B ({key}) first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run stays as it is: a branch goes on from update {update} in another way, with {changes}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timesteps a second in slow motion</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type or paste a text: the model learns to predict its next character.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watch a small recurrent network learn, live, and look inside it: exactly.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watched sequence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a text of yours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>gate {gate}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>max</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>timestep {t}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>update {a} − update {b}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{pace}/s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
