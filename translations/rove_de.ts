<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_US">
    <context>
        <name>rove::app</name>
        <message>
            <source>Start no engine inside.</source>
            <translation>Keine eingebaute Engine starten.</translation>
        </message>
        <message>
            <source>Start another program even if one runs already.</source>
            <translation>Ein weiteres Programm starten, auch wenn schon eines läuft.</translation>
        </message>
        <message>
            <source>Folder of the engine's data.</source>
            <translation>Ordner für die Daten der Engine.</translation>
        </message>
        <message>
            <source>folder</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <source>Folder of the settings.</source>
            <translation>Ordner für die Einstellungen.</translation>
        </message>
        <message>
            <source>Namespace to show.</source>
            <translation>Anzuzeigender Namensraum.</translation>
        </message>
        <message>
            <source>name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>With open: the engine that has the actor; without it the one shown.</source>
            <translation>Mit open: die Engine, die den Aktor hat; ohne diese Option die gezeigte.</translation>
        </message>
        <message>
            <source>url</source>
            <translation>URL</translation>
        </message>
        <message>
            <source>With open: state, actions, events, repl or details.</source>
            <translation>Mit open: state, actions, events, repl oder details.</translation>
        </message>
        <message>
            <source>Port of the engine inside; without it 6420, or any if that is taken.</source>
            <translation>Port der eingebauten Engine; ohne diese Option 6420 oder, falls belegt, ein beliebiger.</translation>
        </message>
        <message>
            <source>port</source>
            <translation>Port</translation>
        </message>
        <message>
            <source>Show this and end.</source>
            <translation>Dies anzeigen und beenden.</translation>
        </message>
        <message>
            <source>Show the version and end.</source>
            <translation>Die Version anzeigen und beenden.</translation>
        </message>
        <message>
            <source>open wants one actor, as TYPE/KEY or by its ID.</source>
            <translation>open erwartet einen Aktor, als TYPE/KEY oder mit seiner ID.</translation>
        </message>
        <message>
            <source>Only one address can be opened.</source>
            <translation>Nur eine Adresse kann geöffnet werden.</translation>
        </message>
        <message>
            <source>An engine, as [namespace[:token]@]host in an http or https address; a rove:// link; or open and an actor.</source>
            <translation>Eine Engine, als [namespace[:token]@]host in einer http- oder https-Adresse; ein rove://-Link; oder open und ein Aktor.</translation>
        </message>
        <message>
            <source>--port wants a number up to 65535, not "%1".</source>
            <translation>--port erwartet eine Zahl bis 65535, nicht "%1".</translation>
        </message>
        <message>
            <source>Port %1 is taken by another program, so the engine chose another one.</source>
            <translation>Port %1 ist von einem anderen Programm belegt, daher hat die Engine einen anderen gewählt.</translation>
        </message>
        <message>
            <source>Host this program's actors on the engine at this address instead of one inside. It may say https://NAMESPACE:TOKEN@HOST; RIVET_TOKEN sets the token, too.</source>
            <translation>Die Aktoren dieses Programms auf der Engine an dieser Adresse laufen lassen statt auf einer im Programm. Sie kann https://NAMENSRAUM:TOKEN@HOST lauten; auch RIVET_TOKEN setzt das Token.</translation>
        </message>
        <message>
            <source>With --join: the pool to join; it is made if missing.</source>
            <translation>Mit --join: der Pool, dem beigetreten wird; fehlt er, wird er angelegt.</translation>
        </message>
        <message>
            <source>With --join: the version of the actors' code; a higher one replaces the lower ones of its pool.</source>
            <translation>Mit --join: die Version des Codes der Aktoren; eine höhere löst die niedrigeren ihres Pools ab.</translation>
        </message>
        <message>
            <source>number</source>
            <translation>Zahl</translation>
        </message>
        <message>
            <source>A workbench for Rivet actors, with a whole engine inside.

  rove                                 open what was open last
  rove https://staging:TOKEN@HOST      connect to an engine as the namespace staging
  rove open chatRoom/general           show an actor by its type and key
  rove open ID --section events        show a part of an actor
  rove 'rove://open?endpoint=…'        follow a link
  rove --join https://TOKEN@HOST       host the actors inside on another engine

A program that runs already with the same settings opens it in its window.</source>
            <translation>Eine Werkbank für Rivet-Aktoren, mit einer ganzen Engine darin.

  rove                                 öffnen, was zuletzt offen war
  rove https://staging:TOKEN@HOST      als Namensraum staging mit einer Engine verbinden
  rove open chatRoom/general           einen Aktor nach Typ und Schlüssel zeigen
  rove open ID --section events        einen Teil eines Aktors zeigen
  rove 'rove://open?endpoint=…'        einem Link folgen
  rove --join https://TOKEN@HOST       die Aktoren darin auf einer anderen Engine laufen lassen

Läuft schon ein Programm mit denselben Einstellungen, öffnet es dies in seinem Fenster.</translation>
        </message>
        <message>
            <source>This program hosts actors in the pool %1.</source>
            <translation>Dieses Programm beherbergt Aktoren im Pool %1.</translation>
        </message>
        <message>
            <source>Rove runs already. To join with another one, add --new-instance.</source>
            <translation>Rove läuft schon. Um mit einem weiteren beizutreten, --new-instance hinzufügen.</translation>
        </message>
    </context>
    <context>
        <name>rove::ui::ActionsPage</name>
        <message>
            <source>&amp;Run Action</source>
            <translation>Aktion &amp;ausführen</translation>
        </message>
        <message>
            <source>Call the action with these arguments</source>
            <translation>Die Aktion mit diesen Argumenten aufrufen</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>Ausführen</translation>
        </message>
        <message>
            <source>S&amp;top Waiting</source>
            <translation>Nicht mehr &amp;warten</translation>
        </message>
        <message>
            <source>Wait for no answer; the actor goes on</source>
            <translation>Keine Antwort abwarten; der Aktor macht weiter</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Stopp</translation>
        </message>
        <message>
            <source>&amp;Open in REPL</source>
            <translation>In &amp;Konsole öffnen</translation>
        </message>
        <message>
            <source>Put this call into the REPL's editor</source>
            <translation>Diesen Aufruf in den Editor der Konsole (REPL) übernehmen</translation>
        </message>
        <message>
            <source>Copy as c&amp;URL</source>
            <translation>Als c&amp;URL kopieren</translation>
        </message>
        <message>
            <source>Copy this call as a command for a shell</source>
            <translation>Diesen Aufruf als Befehl für eine Shell kopieren</translation>
        </message>
        <message>
            <source>Copy as &amp;TypeScript</source>
            <translation>Als &amp;TypeScript kopieren</translation>
        </message>
        <message>
            <source>Copy this call as code for a client</source>
            <translation>Diesen Aufruf als Code für einen Client kopieren</translation>
        </message>
        <message>
            <source>&amp;Copy Result as JSON</source>
            <translation>E&amp;rgebnis als JSON kopieren</translation>
        </message>
        <message>
            <source>Copy the whole result as JSON</source>
            <translation>Das ganze Ergebnis als JSON kopieren</translation>
        </message>
        <message>
            <source>Filter actions</source>
            <translation>Aktionen filtern</translation>
        </message>
        <message>
            <source>Actions</source>
            <translation>Aktionen</translation>
        </message>
        <message>
            <source>A&amp;ction</source>
            <translation>Akt&amp;ion</translation>
        </message>
        <message>
            <source>Name of an action</source>
            <translation>Name einer Aktion</translation>
        </message>
        <message>
            <source>Action</source>
            <translation>Aktion</translation>
        </message>
        <message>
            <source>Arguments</source>
            <translation>Argumente</translation>
        </message>
        <message>
            <source>Fields</source>
            <translation>Felder</translation>
        </message>
        <message>
            <source>JSON array</source>
            <translation>JSON-Array</translation>
        </message>
        <message>
            <source>How arguments are written</source>
            <translation>Schreibweise der Argumente</translation>
        </message>
        <message>
            <source>Arguments, as a JSON array</source>
            <translation>Argumente, als JSON-Array</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>Ergebnis</translation>
        </message>
        <message>
            <source>Nothing was run yet</source>
            <translation>Noch nichts ausgeführt</translation>
        </message>
        <message>
            <source>Choose an action and run it; its result appears here.</source>
            <translation>Eine Aktion wählen und ausführen; ihr Ergebnis erscheint hier.</translation>
        </message>
        <message>
            <source>%1 ms</source>
            <translation>%1 ms</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 s</translation>
        </message>
        <message>
            <source>No actor is chosen.</source>
            <translation>Kein Aktor gewählt.</translation>
        </message>
        <message>
            <source>No action is named.</source>
            <translation>Keine Aktion genannt.</translation>
        </message>
        <message>
            <source>An action is running.</source>
            <translation>Eine Aktion läuft.</translation>
        </message>
        <message>
            <source>The actor was destroyed.</source>
            <translation>Der Aktor wurde zerstört.</translation>
        </message>
        <message>
            <source>No action is running.</source>
            <translation>Es läuft keine Aktion.</translation>
        </message>
        <message>
            <source>The actor's record has not been read yet.</source>
            <translation>Der Datensatz des Aktors wurde noch nicht gelesen.</translation>
        </message>
        <message>
            <source>There is no result.</source>
            <translation>Es gibt kein Ergebnis.</translation>
        </message>
        <message>
            <source>The actor sleeps, and its actions are not known. Running one starts it.</source>
            <translation>Der Aktor schläft, und seine Aktionen sind nicht bekannt. Das Ausführen einer Aktion startet ihn.</translation>
        </message>
        <message>
            <source>The actor sleeps. Running an action starts it.</source>
            <translation>Der Aktor schläft. Das Ausführen einer Aktion startet ihn.</translation>
        </message>
        <message>
            <source>Arguments are an array, for example [1, "two"].</source>
            <translation>Argumente sind ein Array, zum Beispiel [1, "two"].</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>Läuft</translation>
        </message>
        <message>
            <source>%1 for %2</source>
            <comment>action that runs, time so far</comment>
            <translation>%1 seit %2</translation>
        </message>
        <message>
            <source>%1 answered in %2</source>
            <translation>%1 hat in %2 geantwortet</translation>
        </message>
        <message>
            <source>Not awaited</source>
            <translation>Nicht abgewartet</translation>
        </message>
        <message>
            <source>%1 was no longer waited for after %2</source>
            <translation>Nach %2 wurde nicht mehr auf %1 gewartet</translation>
        </message>
        <message>
            <source>The actor goes on with it; an action cannot be taken back.</source>
            <translation>Der Aktor macht damit weiter; eine Aktion lässt sich nicht zurücknehmen.</translation>
        </message>
        <message>
            <source>Error</source>
            <translation>Fehler</translation>
        </message>
        <message>
            <source>%1 failed after %2</source>
            <translation>%1 ist nach %2 fehlgeschlagen</translation>
        </message>
        <message>
            <source>call as cURL</source>
            <translation>Aufruf als cURL</translation>
        </message>
        <message>
            <source>call as TypeScript</source>
            <translation>Aufruf als TypeScript</translation>
        </message>
        <message>
            <source>result as JSON</source>
            <translation>Ergebnis als JSON</translation>
        </message>
        <message>
            <source>Called without arguments.</source>
            <translation>Ohne Argumente aufgerufen.</translation>
        </message>
        <message>
            <source>A&amp;dd Argument</source>
            <translation>Argument &amp;hinzufügen</translation>
        </message>
        <message>
            <source>Add Argument</source>
            <translation>Argument hinzufügen</translation>
        </message>
        <message>
            <source>Add a field for one more argument</source>
            <translation>Ein Feld für ein weiteres Argument hinzufügen</translation>
        </message>
        <message>
            <source>A JSON value: 5, "text", {"a": 1}</source>
            <translation>Ein JSON-Wert: 5, "text", {"a": 1}</translation>
        </message>
        <message>
            <source>Argument %1</source>
            <translation>Argument %1</translation>
        </message>
        <message>
            <source>Argument %1, as JSON</source>
            <translation>Argument %1, als JSON</translation>
        </message>
        <message>
            <source>Remove argument %1</source>
            <translation>Argument %1 entfernen</translation>
        </message>
        <message>
            <source>Write a JSON value here, or remove the argument.</source>
            <translation>Hier einen JSON-Wert eingeben oder das Argument entfernen.</translation>
        </message>
        <message>
            <source>Earlier calls</source>
            <translation>Frühere Aufrufe</translation>
        </message>
        <message>
            <source>Enter or a double click puts a call back into the fields</source>
            <translation>Eingabetaste oder Doppelklick stellt einen Aufruf wieder in die Felder</translation>
        </message>
        <message>
            <source>The call as code of a client</source>
            <translation>Der Aufruf als Code eines Clients</translation>
        </message>
        <message>
            <source>As code</source>
            <translation>Als Code</translation>
        </message>
        <message>
            <source>What is shown of the call</source>
            <translation>Was vom Aufruf gezeigt wird</translation>
        </message>
        <message>
            <source>%1, failed</source>
            <comment>a call</comment>
            <translation>%1, fehlgeschlagen</translation>
        </message>
        <message>
            <source>%1, answered</source>
            <comment>a call</comment>
            <translation>%1, beantwortet</translation>
        </message>
        <message>
            <source>Call</source>
            <translation>Aufruf</translation>
        </message>
        <message>
            <source>Answer</source>
            <translation>Antwort</translation>
        </message>
        <message>
            <source>Took</source>
            <translation>Dauer</translation>
        </message>
        <message>
            <source>At</source>
            <translation>Zeit</translation>
        </message>
    </context>
    <context>
        <name>rove::ui::ActorPage</name>
        <message>
            <source>Pool</source>
            <translation>Pool</translation>
        </message>
        <message>
            <source>Datacenter</source>
            <translation>Rechenzentrum</translation>
        </message>
        <message>
            <source>Last runner</source>
            <translation>Letzter Runner</translation>
        </message>
        <message>
            <source>Runs</source>
            <translation>Läuft mit</translation>
        </message>
        <message>
            <source>Crash policy</source>
            <translation>Absturzregel</translation>
        </message>
        <message>
            <source>on crash: %1</source>
            <comment>%1 is a crash policy</comment>
            <translation>bei Absturz: %1</translation>
        </message>
        <message>
            <source>Why?</source>
            <translation>Warum?</translation>
        </message>
        <message>
            <source>%1, next try in %2 s</source>
            <comment>%1 is a status</comment>
            <translation>%1, nächster Versuch in %2 s</translation>
        </message>
        <message>
            <source>E&amp;xplain Status</source>
            <translation>Status &amp;erklären</translation>
        </message>
        <message>
            <source>Why the actor is as it is, and what to do.</source>
            <translation>Warum der Aktor so ist, wie er ist, und was zu tun ist.</translation>
        </message>
        <message>
            <source>Show &amp;Life as List</source>
            <translation>&amp;Lebenslauf als Liste anzeigen</translation>
        </message>
        <message>
            <source>Every moment known of the actor's life.</source>
            <translation>Alle bekannten Zeitpunkte im Leben des Aktors.</translation>
        </message>
        <message>
            <source>No actor chosen</source>
            <translation>Kein Aktor gewählt</translation>
        </message>
        <message>
            <source>Choose an actor in the list to look inside. A sleeping one stays asleep.</source>
            <translation>Einen Aktor in der Liste wählen, um hineinzusehen. Ein schlafender schläft weiter.</translation>
        </message>
        <message>
            <source>Sections of the actor</source>
            <translation>Bereiche des Aktors</translation>
        </message>
        <message>
            <source>No actor is chosen.</source>
            <translation>Kein Aktor gewählt.</translation>
        </message>
        <message>
            <source>More commands for the actor</source>
            <translation>Weitere Befehle für den Aktor</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <comment>a fact about an actor</comment>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>Life of %1</source>
            <translation>Lebenslauf von %1</translation>
        </message>
        <message>
            <source>When</source>
            <translation>Wann</translation>
        </message>
        <message>
            <source>What</source>
            <translation>Was</translation>
        </message>
        <message>
            <source>Detail</source>
            <translation>Detail</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>Life of the actor</source>
            <translation>Lebenslauf des Aktors</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <comment>a moment in a life and its time</comment>
            <translation>%1, %2</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>The actor's life. Press Enter to see it as a list.</source>
            <translation>Der Lebenslauf des Aktors. Eingabetaste zeigt ihn als Liste.</translation>
        </message>
        <message>
            <source>Wake to Refresh</source>
            <translation>Zum Aktualisieren wecken</translation>
        </message>
        <message>
            <source>Not connected. What is shown was heard before that:</source>
            <translation>Nicht verbunden. Gezeigt wird, was davor bekannt wurde:</translation>
        </message>
        <message>
            <source>Not connected, and nothing was heard of its inside yet.</source>
            <translation>Nicht verbunden, und vom Inneren ist noch nichts bekannt.</translation>
        </message>
        <message>
            <source>Not running; looking does not wake it. What is shown is from before:</source>
            <translation>Läuft nicht; Hinsehen weckt ihn nicht. Das Gezeigte ist von vorher:</translation>
        </message>
        <message>
            <source>Not running, and nothing was heard of its inside yet. Looking does not wake it.</source>
            <translation>Läuft nicht, und vom Inneren ist noch nichts bekannt. Hinsehen weckt ihn nicht.</translation>
        </message>
        <message>
            <source>What led to it</source>
            <translation>Was dazu führte</translation>
        </message>
        <message>
            <source>The numbers behind it</source>
            <translation>Die Zahlen dahinter</translation>
        </message>
        <message>
            <source>What to do</source>
            <translation>Was zu tun ist</translation>
        </message>
        <message>
            <source>What led to the crash</source>
            <translation>Was zum Absturz führte</translation>
        </message>
        <message>
            <source>Why %1 is as it is</source>
            <translation>Warum %1 so ist, wie er ist</translation>
        </message>
        <message>
            <source>the explanation</source>
            <comment>what was copied</comment>
            <translation>Erklärung</translation>
        </message>
    </context>
    <context>
        <name>rove::ui::ActorsPage</name>
        <message>
            <source>Clear &amp;Filter</source>
            <translation>Filter &amp;leeren</translation>
        </message>
        <message>
            <source>Show all actors again</source>
            <translation>Wieder alle Aktoren anzeigen</translation>
        </message>
        <message>
            <source>&amp;Filter by This Value</source>
            <translation>Nach diesem Wert &amp;filtern</translation>
        </message>
        <message>
            <source>Show only actors with the value of this cell</source>
            <translation>Nur Aktoren mit dem Wert dieser Zelle anzeigen</translation>
        </message>
        <message>
            <source>E&amp;xclude This Value</source>
            <translation>Diesen Wert aus&amp;schließen</translation>
        </message>
        <message>
            <source>Hide actors with the value of this cell</source>
            <translation>Aktoren mit dem Wert dieser Zelle ausblenden</translation>
        </message>
        <message>
            <source>&amp;Re-sort</source>
            <translation>&amp;Neu sortieren</translation>
        </message>
        <message>
            <source>Put changed actors where they belong</source>
            <translation>Geänderte Aktoren an ihren Platz stellen</translation>
        </message>
        <message>
            <source>&amp;Preview</source>
            <translation>&amp;Vorschau</translation>
        </message>
        <message>
            <source>Look at the actor without opening it</source>
            <translation>Den Aktor ansehen, ohne ihn zu öffnen</translation>
        </message>
        <message>
            <source>Load &amp;More</source>
            <translation>&amp;Mehr laden</translation>
        </message>
        <message>
            <source>Read the next page of each type</source>
            <translation>Die nächste Seite jedes Typs lesen</translation>
        </message>
        <message>
            <source>Load &amp;All</source>
            <translation>&amp;Alle laden</translation>
        </message>
        <message>
            <source>Read every actor of the namespace</source>
            <translation>Alle Aktoren des Namensraums lesen</translation>
        </message>
        <message>
            <source>S&amp;top Loading</source>
            <translation>Laden s&amp;toppen</translation>
        </message>
        <message>
            <source>Keep what has been read</source>
            <translation>Bisher Gelesenes behalten</translation>
        </message>
        <message>
            <source>Reset &amp;Columns</source>
            <translation>S&amp;palten zurücksetzen</translation>
        </message>
        <message>
            <source>Show the columns, the order and the groups that everybody starts with</source>
            <translation>Spalten, Sortierung und Gruppen wie bei Auslieferung anzeigen</translation>
        </message>
        <message>
            <source>Absolute &amp;Times</source>
            <translation>Absolute &amp;Zeiten</translation>
        </message>
        <message>
            <source>Show when something was instead of how long ago</source>
            <translation>Zeigen, wann etwas war, statt wie lange es her ist</translation>
        </message>
        <message>
            <source>Copy the selected actors so</source>
            <translation>Die ausgewählten Aktoren so kopieren</translation>
        </message>
        <message>
            <source>&amp;Table</source>
            <translation>&amp;Tabelle</translation>
        </message>
        <message>
            <source>Copy the selected rows as they are shown</source>
            <translation>Die ausgewählten Zeilen so kopieren, wie sie gezeigt werden</translation>
        </message>
        <message>
            <source>&amp;ID</source>
            <translation>&amp;ID</translation>
        </message>
        <message>
            <source>ID</source>
            <translation>ID</translation>
        </message>
        <message>
            <source>&amp;Key</source>
            <translation>&amp;Schlüssel</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>&amp;JSON</source>
            <translation>&amp;JSON</translation>
        </message>
        <message>
            <source>JSON</source>
            <translation>JSON</translation>
        </message>
        <message>
            <source>&amp;Markdown Table</source>
            <translation>&amp;Markdown-Tabelle</translation>
        </message>
        <message>
            <source>Markdown table</source>
            <translation>Markdown-Tabelle</translation>
        </message>
        <message>
            <source>&amp;CSV</source>
            <translation>&amp;CSV</translation>
        </message>
        <message>
            <source>CSV</source>
            <translation>CSV</translation>
        </message>
        <message numerus="yes">
            <source>%n row(s)</source>
            <translation>
                <numerusform>%n Zeile</numerusform>
                <numerusform>%n Zeilen</numerusform>
            </translation>
        </message>
        <message>
            <source>No actor is chosen.</source>
            <translation>Kein Aktor gewählt.</translation>
        </message>
        <message>
            <source>This cell is empty.</source>
            <translation>Diese Zelle ist leer.</translation>
        </message>
        <message>
            <source>P&amp;in</source>
            <translation>An&amp;heften</translation>
        </message>
        <message>
            <source>Keep the selected actors at the top</source>
            <translation>Die ausgewählten Aktoren oben halten</translation>
        </message>
        <message>
            <source>Give the selected actors this mark</source>
            <translation>Den ausgewählten Aktoren diese Markierung geben</translation>
        </message>
        <message>
            <source>&amp;No Mark</source>
            <translation>&amp;Keine Markierung</translation>
        </message>
        <message>
            <source>Take the mark off the selected actors</source>
            <translation>Die Markierung der ausgewählten Aktoren entfernen</translation>
        </message>
        <message>
            <source>Put the actors into such groups</source>
            <translation>Die Aktoren so gruppieren</translation>
        </message>
        <message>
            <source>&amp;No Groups</source>
            <translation>&amp;Keine Gruppen</translation>
        </message>
        <message>
            <source>&amp;Type</source>
            <translation>&amp;Typ</translation>
        </message>
        <message>
            <source>&amp;Status</source>
            <translation>Stat&amp;us</translation>
        </message>
        <message>
            <source>&amp;Pool</source>
            <translation>&amp;Pool</translation>
        </message>
        <message>
            <source>&amp;Datacenter</source>
            <translation>&amp;Rechenzentrum</translation>
        </message>
        <message>
            <source>&amp;Key Prefix</source>
            <translation>&amp;Schlüsselpräfix</translation>
        </message>
        <message>
            <source>&amp;Error</source>
            <translation>&amp;Fehler</translation>
        </message>
        <message>
            <source>&amp;Mark</source>
            <translation>&amp;Markierung</translation>
        </message>
        <message>
            <source>E&amp;xpand All Groups</source>
            <translation>Alle Gruppen &amp;ausklappen</translation>
        </message>
        <message>
            <source>Show the actors of every group</source>
            <translation>Die Aktoren aller Gruppen anzeigen</translation>
        </message>
        <message>
            <source>&amp;Collapse All Groups</source>
            <translation>Alle Gruppen &amp;einklappen</translation>
        </message>
        <message>
            <source>Show the groups alone</source>
            <translation>Nur die Gruppen anzeigen</translation>
        </message>
        <message>
            <source>No actor is selected.</source>
            <translation>Kein Aktor ausgewählt.</translation>
        </message>
        <message numerus="yes">
            <source>At most %n actor(s) can be copied at once.</source>
            <translation>
                <numerusform>Höchstens %n Aktor kann auf einmal kopiert werden.</numerusform>
                <numerusform>Höchstens %n Aktoren können auf einmal kopiert werden.</numerusform>
            </translation>
        </message>
        <message>
            <source>Nothing is connected.</source>
            <translation>Es besteht keine Verbindung.</translation>
        </message>
        <message>
            <source>The list is in order.</source>
            <translation>Die Liste ist sortiert.</translation>
        </message>
        <message>
            <source>Every actor is in the list.</source>
            <translation>Alle Aktoren sind in der Liste.</translation>
        </message>
        <message>
            <source>It is being read.</source>
            <translation>Wird gerade gelesen.</translation>
        </message>
        <message>
            <source>Nothing is being read.</source>
            <translation>Es wird nichts gelesen.</translation>
        </message>
        <message>
            <source>There are no groups.</source>
            <translation>Es gibt keine Gruppen.</translation>
        </message>
        <message>
            <source>Filter, for example status:running key~tenant</source>
            <translation>Filter, zum Beispiel status:running key~tenant</translation>
        </message>
        <message>
            <source>Filter actors</source>
            <translation>Aktoren filtern</translation>
        </message>
        <message>
            <source>Group</source>
            <translation>Gruppe</translation>
        </message>
        <message>
            <source>Put the actors into groups</source>
            <translation>Aktoren gruppieren</translation>
        </message>
        <message>
            <source>%1 so far</source>
            <translation>bisher %1</translation>
        </message>
        <message numerus="yes">
            <source>There is room for the pins and marks of %n actor(s), and no more.</source>
            <translation>
                <numerusform>Es ist nur Platz für Anheftung und Markierung von %n Aktor.</numerusform>
                <numerusform>Es ist nur Platz für Anheftungen und Markierungen von %n Aktoren.</numerusform>
            </translation>
        </message>
        <message>
            <source>Reading the actors</source>
            <translation>Aktoren werden gelesen</translation>
        </message>
        <message>
            <source>%1 has not answered for %2.</source>
            <translation>%1 antwortet seit %2 nicht.</translation>
        </message>
        <message>
            <source>The engine</source>
            <translation>Die Engine</translation>
        </message>
        <message>
            <source>Not connected</source>
            <translation>Nicht verbunden</translation>
        </message>
        <message>
            <source>Choose a connection to see its actors.</source>
            <translation>Eine Verbindung wählen, um ihre Aktoren zu sehen.</translation>
        </message>
        <message>
            <source>No actor matches</source>
            <translation>Kein Aktor passt</translation>
        </message>
        <message numerus="yes">
            <source>None of the %n actor(s) matches “%1”.</source>
            <translation>
                <numerusform>Der einzige Aktor passt nicht zu „%1“.</numerusform>
                <numerusform>Keiner der %n Aktoren passt zu „%1“.</numerusform>
            </translation>
        </message>
        <message>
            <source>No actors yet</source>
            <translation>Noch keine Aktoren</translation>
        </message>
        <message>
            <source>This namespace is empty. An actor appears here as soon as a client or you create one.</source>
            <translation>Dieser Namensraum ist leer. Ein Aktor erscheint hier, sobald er von einem Client oder hier erstellt wird.</translation>
        </message>
        <message>
            <source>%1 of %2 actors</source>
            <translation>%1 von %2 Aktoren</translation>
        </message>
        <message>
            <source>stale</source>
            <translation>veraltet</translation>
        </message>
        <message>
            <source>stale for %1</source>
            <translation>veraltet seit %1</translation>
        </message>
        <message>
            <source>sorted %1 ago</source>
            <translation>vor %1 sortiert</translation>
        </message>
        <message>
            <source>Pins and marks cannot be kept: they last until the window closes.</source>
            <translation>Anheftungen und Markierungen lassen sich nicht speichern: Sie gelten, bis das Fenster geschlossen wird.</translation>
        </message>
        <message>
            <source>Copy &amp;As</source>
            <translation>Kopieren &amp;als</translation>
        </message>
        <message>
            <source>Mar&amp;k</source>
            <translation>Mar&amp;kierung</translation>
        </message>
        <message>
            <source>Actors by status</source>
            <translation>Aktoren nach Status</translation>
        </message>
        <message>
            <source>%1 %2</source>
            <comment>status, count</comment>
            <translation>%1 %2</translation>
        </message>
        <message>
            <source>Stop filtering by this status</source>
            <translation>Nicht mehr nach diesem Status filtern</translation>
        </message>
        <message>
            <source>Show only actors of this status</source>
            <translation>Nur Aktoren mit diesem Status anzeigen</translation>
        </message>
        <message>
            <source>%1 %2</source>
            <comment>count, status</comment>
            <translation>%1 %2</translation>
        </message>
        <message>
            <source>Actors</source>
            <translation>Aktoren</translation>
        </message>
        <message>
            <source>Click sorts, Shift+click adds a column to the order</source>
            <translation>Klick sortiert, Umschalt+Klick nimmt eine Spalte in die Sortierung auf</translation>
        </message>
        <message>
            <source>&amp;Size to Contents</source>
            <translation>Breite an &amp;Inhalt anpassen</translation>
        </message>
        <message>
            <source>&amp;Reset Columns</source>
            <translation>S&amp;palten zurücksetzen</translation>
        </message>
        <message>
            <source>&amp;Absolute Times</source>
            <translation>&amp;Absolute Zeiten</translation>
        </message>
        <message>
            <source>No error</source>
            <translation>Kein Fehler</translation>
        </message>
        <message>
            <source>No key prefix</source>
            <translation>Kein Schlüsselpräfix</translation>
        </message>
        <message>
            <source>No mark</source>
            <translation>Keine Markierung</translation>
        </message>
        <message>
            <source>None</source>
            <comment>group of actors without such a value</comment>
            <translation>Ohne</translation>
        </message>
        <message>
            <source>It starts again at once, and later and later while it keeps crashing.</source>
            <translation>Er startet sofort neu und bei anhaltenden Abstürzen in immer größeren Abständen.</translation>
        </message>
        <message>
            <source>It is gone for good, with everything it keeps.</source>
            <translation>Er ist endgültig fort, mit allem, was er speichert.</translation>
        </message>
        <message>
            <source>It stays down until the next request or alarm starts it.</source>
            <translation>Er bleibt aus, bis die nächste Anfrage oder der nächste Alarm ihn startet.</translation>
        </message>
        <message>
            <source>Create &amp;new</source>
            <translation>&amp;Neu erstellen</translation>
        </message>
        <message>
            <source>&amp;Get or create</source>
            <translation>&amp;Holen oder erstellen</translation>
        </message>
        <message>
            <source>Open the E&amp;xisting</source>
            <translation>&amp;Vorhandenen öffnen</translation>
        </message>
        <message>
            <source>Show the actor that has this key</source>
            <translation>Den Aktor mit diesem Schlüssel anzeigen</translation>
        </message>
        <message>
            <source>C&amp;opy Code</source>
            <translation>C&amp;ode kopieren</translation>
        </message>
        <message>
            <source>Copy the client code</source>
            <translation>Den Client-Code kopieren</translation>
        </message>
        <message>
            <source>New Actor</source>
            <translation>Neuer Aktor</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>Typ</translation>
        </message>
        <message>
            <source>as the server calls it</source>
            <translation>wie der Server ihn nennt</translation>
        </message>
        <message>
            <source>Pool</source>
            <translation>Pool</translation>
        </message>
        <message>
            <source>Any</source>
            <translation>Beliebig</translation>
        </message>
        <message>
            <source>No input</source>
            <translation>Keine Eingabe</translation>
        </message>
        <message>
            <source>Input, as JSON</source>
            <translation>Eingabe, als JSON</translation>
        </message>
        <message>
            <source>Client code</source>
            <translation>Client-Code</translation>
        </message>
        <message>
            <source>Sleep</source>
            <translation>Schlafen legen</translation>
        </message>
        <message>
            <source>Restart</source>
            <translation>Neu starten</translation>
        </message>
        <message>
            <source>Destroy</source>
            <translation>Zerstören</translation>
        </message>
        <message>
            <source>If it exists</source>
            <translation>Falls vorhanden</translation>
        </message>
        <message>
            <source>On a c&amp;rash</source>
            <translation>Bei &amp;Absturz</translation>
        </message>
        <message>
            <source>&amp;Input, as JSON</source>
            <translation>&amp;Eingabe, als JSON</translation>
        </message>
        <message>
            <source>&amp;Create Actor</source>
            <translation>A&amp;ktor erstellen</translation>
        </message>
        <message>
            <source>Without a key, clients reach the actor by its ID only.</source>
            <translation>Ohne Schlüssel erreichen Clients den Aktor nur über seine ID.</translation>
        </message>
        <message>
            <source>A slash begins the next part; \/ is a slash inside one.</source>
            <translation>Ein Schrägstrich beginnt den nächsten Teil; \/ ist ein Schrägstrich innerhalb eines Teils.</translation>
        </message>
        <message>
            <source>An actor that has this key is opened as it is.</source>
            <translation>Ein Aktor mit diesem Schlüssel wird geöffnet, wie er ist.</translation>
        </message>
        <message>
            <source>An actor that has this key is left alone; nothing is created.</source>
            <translation>Ein Aktor mit diesem Schlüssel bleibt unberührt; es wird nichts erstellt.</translation>
        </message>
        <message>
            <source>Give a type first.</source>
            <translation>Zuerst einen Typ angeben.</translation>
        </message>
        <message>
            <source>Give a type.</source>
            <translation>Einen Typ angeben.</translation>
        </message>
        <message>
            <source>To get an actor that may exist, give its key.</source>
            <translation>Um einen womöglich vorhandenen Aktor zu holen, seinen Schlüssel angeben.</translation>
        </message>
        <message>
            <source>The key is too long: at most %1 bytes.</source>
            <translation>Der Schlüssel ist zu lang: höchstens %1 Bytes.</translation>
        </message>
        <message>
            <source>Give the pool that is to run the actor.</source>
            <translation>Den Pool angeben, der den Aktor ausführen soll.</translation>
        </message>
        <message>
            <source>Line %1: %2</source>
            <translation>Zeile %1: %2</translation>
        </message>
        <message>
            <source>The input is too large: at most %1.</source>
            <translation>Die Eingabe ist zu groß: höchstens %1.</translation>
        </message>
        <message>
            <source>Add a part</source>
            <translation>Teil hinzufügen</translation>
        </message>
        <message>
            <source>Remove the part</source>
            <translation>Teil entfernen</translation>
        </message>
        <message>
            <source>Move the part up</source>
            <translation>Teil nach oben</translation>
        </message>
        <message>
            <source>Move the part down</source>
            <translation>Teil nach unten</translation>
        </message>
        <message>
            <source>none</source>
            <translation>ohne</translation>
        </message>
        <message>
            <source>Parts of the key</source>
            <translation>Teile des Schlüssels</translation>
        </message>
        <message>
            <source>What to do with the selected actors</source>
            <translation>Was mit den ausgewählten Aktoren geschehen soll</translation>
        </message>
        <message numerus="yes">
            <source>%n selected</source>
            <translation>
                <numerusform>%n ausgewählt</numerusform>
                <numerusform>%n ausgewählt</numerusform>
            </translation>
        </message>
        <message>
            <source>Waiting for the engine to answer.</source>
            <translation>Warten auf die Antwort der Engine.</translation>
        </message>
        <message>
            <source>Waiting for %1 to answer.</source>
            <translation>Warten auf die Antwort von %1.</translation>
        </message>
    </context>
    <context>
        <name>rove::ui::DetailsPage</name>
        <message>
            <source>Copy %1</source>
            <translation>%1 kopieren</translation>
        </message>
        <message>
            <source>version %1</source>
            <translation>Version %1</translation>
        </message>
        <message>
            <source>Copy Record as &amp;JSON</source>
            <translation>Datensatz als &amp;JSON kopieren</translation>
        </message>
        <message>
            <source>Copy the engine's whole record of the actor.</source>
            <translation>Den ganzen Datensatz der Engine über den Aktor kopieren.</translation>
        </message>
        <message>
            <source>Details of the actor</source>
            <translation>Details des Aktors</translation>
        </message>
        <message>
            <source>Identity</source>
            <translation>Identität</translation>
        </message>
        <message>
            <source>Actor ID</source>
            <translation>Aktor-ID</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>Typ</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>Key parts</source>
            <translation>Schlüsselteile</translation>
        </message>
        <message>
            <source>Namespace ID</source>
            <translation>Namensraum-ID</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>Because</source>
            <translation>Grund</translation>
        </message>
        <message>
            <source>Error</source>
            <translation>Fehler</translation>
        </message>
        <message>
            <source>As reported</source>
            <translation>Wie gemeldet</translation>
        </message>
        <message>
            <source>Created</source>
            <translation>Erstellt</translation>
        </message>
        <message>
            <source>First started</source>
            <translation>Zuerst gestartet</translation>
        </message>
        <message>
            <source>Connectable</source>
            <translation>Erreichbar</translation>
        </message>
        <message>
            <source>Pending</source>
            <translation>Wartet</translation>
        </message>
        <message>
            <source>Asleep</source>
            <translation>Schläft</translation>
        </message>
        <message>
            <source>Next try</source>
            <translation>Nächster Versuch</translation>
        </message>
        <message>
            <source>Destroyed</source>
            <translation>Zerstört</translation>
        </message>
        <message>
            <source>Last heard</source>
            <translation>Zuletzt gehört</translation>
        </message>
        <message>
            <source>Placement</source>
            <translation>Platzierung</translation>
        </message>
        <message>
            <source>Pool</source>
            <translation>Pool</translation>
        </message>
        <message>
            <source>Datacenter</source>
            <translation>Rechenzentrum</translation>
        </message>
        <message>
            <source>Crash policy</source>
            <translation>Absturzregel</translation>
        </message>
        <message>
            <source>Runtime</source>
            <translation>Laufzeitumgebung</translation>
        </message>
        <message>
            <source>Runs</source>
            <translation>Läuft mit</translation>
        </message>
        <message>
            <source>Deployment</source>
            <translation>Deployment</translation>
        </message>
        <message>
            <source>Inspector protocol</source>
            <translation>Inspector-Protokoll</translation>
        </message>
        <message>
            <source>Envoy protocol</source>
            <translation>Envoy-Protokoll</translation>
        </message>
        <message>
            <source>Client endpoint</source>
            <translation>Client-Endpunkt</translation>
        </message>
        <message>
            <source>Client namespace</source>
            <translation>Client-Namensraum</translation>
        </message>
        <message>
            <source>Commit</source>
            <translation>Commit</translation>
        </message>
        <message>
            <source>Built</source>
            <translation>Gebaut</translation>
        </message>
        <message>
            <source>Actions</source>
            <translation>Aktionen</translation>
        </message>
        <message>
            <source>There is no record to copy.</source>
            <translation>Es gibt keinen Datensatz zum Kopieren.</translation>
        </message>
        <message>
            <source>the record</source>
            <comment>what was copied</comment>
            <translation>Datensatz</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Editing the state</source>
            <translation>Bearbeiten des Zustands</translation>
        </message>
        <message>
            <source>Connections</source>
            <translation>Verbindungen</translation>
        </message>
        <message>
            <source>Queue size</source>
            <translation>Größe der Warteschlange</translation>
        </message>
        <message>
            <source>Queue messages</source>
            <translation>Nachrichten der Warteschlange</translation>
        </message>
        <message>
            <source>Sending to the queue</source>
            <translation>Senden an die Warteschlange</translation>
        </message>
        <message>
            <source>Workflow history</source>
            <translation>Workflow-Verlauf</translation>
        </message>
        <message>
            <source>Workflow replay</source>
            <translation>Workflow-Wiederholung</translation>
        </message>
        <message>
            <source>Database tables</source>
            <translation>Datenbanktabellen</translation>
        </message>
        <message>
            <source>Database rows</source>
            <translation>Datenbankzeilen</translation>
        </message>
        <message>
            <source>Database statements</source>
            <translation>Datenbankanweisungen</translation>
        </message>
        <message>
            <source>Traces</source>
            <translation>Traces</translation>
        </message>
        <message>
            <source>The author's own tabs</source>
            <translation>Eigene Tabs des Autors</translation>
        </message>
        <message>
            <source>Schedules</source>
            <translation>Zeitpläne</translation>
        </message>
        <message>
            <source>Schedule history</source>
            <translation>Zeitplanverlauf</translation>
        </message>
        <message>
            <source>Cancelling schedules</source>
            <translation>Abbrechen von Zeitplänen</translation>
        </message>
        <message>
            <source>What the runtime offers</source>
            <translation>Was die Laufzeitumgebung bietet</translation>
        </message>
        <message>
            <source>offered</source>
            <translation>verfügbar</translation>
        </message>
        <message>
            <source>not offered</source>
            <translation>nicht verfügbar</translation>
        </message>
        <message>
            <source>%1: needs RivetKit %2</source>
            <comment>a feature and a version</comment>
            <translation>%1: braucht RivetKit %2</translation>
        </message>
        <message>
            <source>everything</source>
            <translation>alles</translation>
        </message>
        <message numerus="yes">
            <source>%n not offered</source>
            <translation>
                <numerusform>%n nicht verfügbar</numerusform>
                <numerusform>%n nicht verfügbar</numerusform>
            </translation>
        </message>
        <message>
            <source>Generation</source>
            <translation>Generation</translation>
        </message>
    </context>
    <context>
        <name>rove::ui::EnginePage</name>
        <message>
            <source>In memory; gone when the engine stops</source>
            <translation>Im Arbeitsspeicher; fort, sobald die Engine anhält</translation>
        </message>
        <message>
            <source>Files on this machine (SQLite)</source>
            <translation>Dateien auf diesem Rechner (SQLite)</translation>
        </message>
        <message>
            <source>Files on this machine (RocksDB)</source>
            <translation>Dateien auf diesem Rechner (RocksDB)</translation>
        </message>
        <message>
            <source>A PostgreSQL database</source>
            <translation>Eine PostgreSQL-Datenbank</translation>
        </message>
        <message>
            <source>Copy RI&amp;VET_ENDPOINT</source>
            <translation>RI&amp;VET_ENDPOINT kopieren</translation>
        </message>
        <message>
            <source>Copy the line that points a program of yours at this engine</source>
            <translation>Die Zeile kopieren, die ein eigenes Programm auf diese Engine verweist</translation>
        </message>
        <message>
            <source>Local engine</source>
            <translation>Lokale Engine</translation>
        </message>
        <message>
            <source>A full engine and actor environment inside this program. The window talks to it as to any other: over its endpoint.</source>
            <translation>Eine vollständige Engine und Aktor-Umgebung in diesem Programm. Das Fenster spricht mit ihr wie mit jeder anderen: über ihren Endpunkt.</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>Läuft</translation>
        </message>
        <message>
            <source>Endpoint</source>
            <translation>Endpunkt</translation>
        </message>
        <message>
            <source>Port</source>
            <translation>Port</translation>
        </message>
        <message>
            <source>Process ID</source>
            <translation>Prozess-ID</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>Version</translation>
        </message>
        <message>
            <source>Data</source>
            <translation>Daten</translation>
        </message>
        <message>
            <source>Kept as</source>
            <translation>Speicherart</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>Größe</translation>
        </message>
        <message>
            <source>Your programs</source>
            <translation>Eigene Programme</translation>
        </message>
        <message>
            <source>A RivetKit program joins this engine, and a client finds it, with this in its environment:</source>
            <translation>Ein RivetKit-Programm tritt dieser Engine bei, und ein Client findet sie, wenn dies in der Umgebung steht:</translation>
        </message>
        <message>
            <source>Actor types inside</source>
            <translation>Eingebaute Aktortypen</translation>
        </message>
        <message>
            <source>The engine runs none by itself; programs that join it bring theirs.</source>
            <translation>Die Engine führt selbst keine aus; Programme, die ihr beitreten, bringen ihre mit.</translation>
        </message>
        <message>
            <source>The engine does not run.</source>
            <translation>Die Engine läuft nicht.</translation>
        </message>
        <message>
            <source>Not started</source>
            <translation>Nicht gestartet</translation>
        </message>
        <message>
            <source>Starting</source>
            <translation>Startet</translation>
        </message>
        <message>
            <source>Stopping</source>
            <translation>Wird angehalten</translation>
        </message>
        <message>
            <source>Not running</source>
            <translation>Läuft nicht</translation>
        </message>
        <message>
            <source>Started</source>
            <translation>Gestartet</translation>
        </message>
    </context>
    <context>
        <name>rove::ui::Errors</name>
        <message>
            <source>The proxy does not lead to %1.</source>
            <translation>Der Proxy führt nicht zu %1.</translation>
        </message>
        <message>
            <source>%1 cannot be reached.</source>
            <translation>%1 ist nicht erreichbar.</translation>
        </message>
        <message>
            <source>%1 answers, but not as a Rivet engine.</source>
            <translation>%1 antwortet, aber nicht als Rivet-Engine.</translation>
        </message>
        <message>
            <source>%1 did not answer in time.</source>
            <translation>%1 hat nicht rechtzeitig geantwortet.</translation>
        </message>
        <message>
            <source>The connection to %1 was closed.</source>
            <translation>Die Verbindung zu %1 wurde geschlossen.</translation>
        </message>
        <message>
            <source>The request to %1 was cancelled.</source>
            <translation>Die Anfrage an %1 wurde abgebrochen.</translation>
        </message>
        <message>
            <source>%1 sent something that Rove does not understand.</source>
            <translation>%1 hat etwas gesendet, das Rove nicht versteht.</translation>
        </message>
        <message>
            <source>Nothing was changed: the connection is read-only.</source>
            <translation>Nichts wurde geändert: Die Verbindung ist schreibgeschützt.</translation>
        </message>
        <message>
            <source>%1 refuses access.</source>
            <translation>%1 verweigert den Zugriff.</translation>
        </message>
        <message>
            <source>%1 does not have this namespace.</source>
            <translation>%1 hat diesen Namensraum nicht.</translation>
        </message>
        <message>
            <source>%1 does not exist or was destroyed.</source>
            <translation>%1 existiert nicht oder wurde zerstört.</translation>
        </message>
        <message>
            <source>There is already an actor with this key.</source>
            <translation>Es gibt schon einen Aktor mit diesem Schlüssel.</translation>
        </message>
        <message>
            <source>No runner pool of this name is configured.</source>
            <translation>Es ist kein Runner-Pool mit diesem Namen eingerichtet.</translation>
        </message>
        <message>
            <source>The key is too long.</source>
            <translation>Der Schlüssel ist zu lang.</translation>
        </message>
        <message>
            <source>The input is too large.</source>
            <translation>Die Eingabe ist zu groß.</translation>
        </message>
        <message>
            <source>%1 has no such action.</source>
            <translation>%1 hat keine solche Aktion.</translation>
        </message>
        <message>
            <source>The action did not end in time.</source>
            <translation>Die Aktion wurde nicht rechtzeitig fertig.</translation>
        </message>
        <message>
            <source>%1 has no state.</source>
            <translation>%1 hat keinen Zustand.</translation>
        </message>
        <message>
            <source>%1 could not be started.</source>
            <translation>%1 konnte nicht gestartet werden.</translation>
        </message>
        <message>
            <source>The inspector of %1 refuses access.</source>
            <translation>Der Inspector von %1 verweigert den Zugriff.</translation>
        </message>
        <message>
            <source>The message is too long for %1.</source>
            <translation>Die Nachricht ist zu lang für %1.</translation>
        </message>
        <message>
            <source>%1 answered with an error.</source>
            <translation>%1 hat mit einem Fehler geantwortet.</translation>
        </message>
        <message>
            <source>Another engine uses the data folder %1.</source>
            <translation>Eine andere Engine verwendet den Datenordner %1.</translation>
        </message>
        <message>
            <source>The data folder %1 was written by a newer version of Rove.</source>
            <translation>Der Datenordner %1 wurde von einer neueren Version von Rove geschrieben.</translation>
        </message>
        <message>
            <source>Another program uses the address %1.</source>
            <translation>Ein anderes Programm verwendet die Adresse %1.</translation>
        </message>
        <message>
            <source>The keychain cannot be used.</source>
            <translation>Der Schlüsselbund kann nicht verwendet werden.</translation>
        </message>
        <message>
            <source>The proxy has no host or no port.</source>
            <translation>Dem Proxy fehlt der Host oder der Port.</translation>
        </message>
        <message>
            <source>%1 is not an endpoint.</source>
            <translation>%1 ist kein Endpunkt.</translation>
        </message>
        <message>
            <source>There is already a namespace of this name.</source>
            <translation>Es gibt schon einen Namensraum mit diesem Namen.</translation>
        </message>
        <message>
            <source>%1 reports an error.</source>
            <translation>%1 meldet einen Fehler.</translation>
        </message>
        <message>
            <source>Check this connection’s proxy and its user and password.</source>
            <translation>Den Proxy dieser Verbindung sowie Benutzer und Passwort prüfen.</translation>
        </message>
        <message>
            <source>Check that the engine runs there and that the address and port are right.</source>
            <translation>Prüfen, ob die Engine dort läuft und ob Adresse und Port stimmen.</translation>
        </message>
        <message>
            <source>Check the port; Rivet's public API listens on 6420 by default.</source>
            <translation>Den Port prüfen; die öffentliche API von Rivet lauscht standardmäßig auf 6420.</translation>
        </message>
        <message>
            <source>Check the network on the way, or try again.</source>
            <translation>Das Netzwerk auf dem Weg prüfen oder erneut versuchen.</translation>
        </message>
        <message>
            <source>Check the token of this connection.</source>
            <translation>Das Token dieser Verbindung prüfen.</translation>
        </message>
        <message>
            <source>Open the actor again; its token is fetched anew.</source>
            <translation>Den Aktor erneut öffnen; sein Token wird neu geholt.</translation>
        </message>
        <message>
            <source>Give it both, or choose another kind of proxy.</source>
            <translation>Beides angeben oder eine andere Proxy-Art wählen.</translation>
        </message>
        <message>
            <source>Write it like https://namespace:token@host:port.</source>
            <translation>In der Form https://namespace:token@host:port schreiben.</translation>
        </message>
        <message>
            <source>Choose another namespace, or create this one.</source>
            <translation>Einen anderen Namensraum wählen oder diesen erstellen.</translation>
        </message>
        <message>
            <source>Choose another pool, or configure this one.</source>
            <translation>Einen anderen Pool wählen oder diesen einrichten.</translation>
        </message>
        <message>
            <source>Close the other one, or choose another folder with --data.</source>
            <translation>Die andere schließen oder mit --data einen anderen Ordner wählen.</translation>
        </message>
        <message>
            <source>Stop the other program, or choose another port with --port.</source>
            <translation>Das andere Programm beenden oder mit --port einen anderen Port wählen.</translation>
        </message>
        <message>
            <source>Keep the token for this session only, or start a keychain service such as GNOME Keyring or KWallet.</source>
            <translation>Das Token nur für diese Sitzung behalten oder einen Schlüsselbunddienst wie GNOME Keyring oder KWallet starten.</translation>
        </message>
        <message>
            <source>Allow changes first.</source>
            <translation>Zuerst Änderungen erlauben.</translation>
        </message>
        <message>
            <source>The certificate of %1 is signed by nobody but itself.</source>
            <translation>Das Zertifikat von %1 ist nur von sich selbst signiert.</translation>
        </message>
        <message>
            <source>The certificate of %1 comes from an authority that this machine does not know.</source>
            <translation>Das Zertifikat von %1 stammt von einer Zertifizierungsstelle, die dieser Rechner nicht kennt.</translation>
        </message>
        <message>
            <source>The certificate of %1 expired on %2.</source>
            <translation>Das Zertifikat von %1 ist am %2 abgelaufen.</translation>
        </message>
        <message>
            <source>The certificate of %1 is not valid yet.</source>
            <translation>Das Zertifikat von %1 ist noch nicht gültig.</translation>
        </message>
        <message>
            <source>The certificate of %1 is made out to another name, %2.</source>
            <translation>Das Zertifikat von %1 ist auf einen anderen Namen ausgestellt: %2.</translation>
        </message>
        <message>
            <source>The certificate of %1 was revoked.</source>
            <translation>Das Zertifikat von %1 wurde widerrufen.</translation>
        </message>
        <message>
            <source>%1 wants a client certificate.</source>
            <translation>%1 verlangt ein Client-Zertifikat.</translation>
        </message>
        <message>
            <source>%1 does not accept the client certificate.</source>
            <translation>%1 akzeptiert das Client-Zertifikat nicht.</translation>
        </message>
        <message>
            <source>%1 does not speak TLS.</source>
            <translation>%1 spricht kein TLS.</translation>
        </message>
        <message>
            <source>There is no secure connection to %1.</source>
            <translation>Es gibt keine sichere Verbindung zu %1.</translation>
        </message>
        <message>
            <source>The file %1 does not exist.</source>
            <translation>Die Datei %1 existiert nicht.</translation>
        </message>
        <message>
            <source>The file %1 cannot be read.</source>
            <translation>Die Datei %1 kann nicht gelesen werden.</translation>
        </message>
        <message>
            <source>The passphrase does not open the key %1.</source>
            <translation>Die Passphrase öffnet den Schlüssel %1 nicht.</translation>
        </message>
        <message>
            <source>The client certificate %1 has no key file.</source>
            <translation>Zum Client-Zertifikat %1 fehlt die Schlüsseldatei.</translation>
        </message>
        <message>
            <source>The key %1 has no client certificate.</source>
            <translation>Zum Schlüssel %1 fehlt das Client-Zertifikat.</translation>
        </message>
        <message>
            <source>The key %1 does not belong to the client certificate.</source>
            <translation>Der Schlüssel %1 gehört nicht zum Client-Zertifikat.</translation>
        </message>
        <message>
            <source>The file %1 is not a PEM file of the kind that is wanted here.</source>
            <translation>Die Datei %1 ist keine PEM-Datei der hier verlangten Art.</translation>
        </message>
        <message>
            <source>If it is yours, choose it as the authority file of this connection.</source>
            <translation>Ist es ein eigenes, es als Zertifizierungsstellen-Datei dieser Verbindung wählen.</translation>
        </message>
        <message>
            <source>If you trust it, choose its file as the authority file of this connection.</source>
            <translation>Ist sie vertrauenswürdig, ihre Datei als Zertifizierungsstellen-Datei dieser Verbindung wählen.</translation>
        </message>
        <message>
            <source>Renew it on the server, and check this machine’s clock.</source>
            <translation>Es auf dem Server erneuern und die Uhr dieses Rechners prüfen.</translation>
        </message>
        <message>
            <source>Check this machine’s clock.</source>
            <translation>Die Uhr dieses Rechners prüfen.</translation>
        </message>
        <message>
            <source>Use an address that the certificate names.</source>
            <translation>Eine Adresse verwenden, die das Zertifikat nennt.</translation>
        </message>
        <message>
            <source>Do not trust this server before its owner has a new certificate.</source>
            <translation>Diesem Server nicht vertrauen, bevor sein Betreiber ein neues Zertifikat hat.</translation>
        </message>
        <message>
            <source>Choose your certificate and its key in this connection’s TLS options.</source>
            <translation>Das eigene Zertifikat und seinen Schlüssel in den TLS-Optionen dieser Verbindung wählen.</translation>
        </message>
        <message>
            <source>Choose another certificate, or ask the server’s owner which one it accepts.</source>
            <translation>Ein anderes Zertifikat wählen oder beim Betreiber des Servers erfragen, welches er akzeptiert.</translation>
        </message>
        <message>
            <source>Use http:// for this endpoint, or check its port.</source>
            <translation>Für diesen Endpunkt http:// verwenden oder den Port prüfen.</translation>
        </message>
        <message>
            <source>Type the key’s passphrase again.</source>
            <translation>Die Passphrase des Schlüssels erneut eingeben.</translation>
        </message>
        <message>
            <source>Choose the file again in this connection’s TLS options.</source>
            <translation>Die Datei in den TLS-Optionen dieser Verbindung erneut wählen.</translation>
        </message>
        <message>
            <source>Check the server’s TLS set-up, or the port.</source>
            <translation>Die TLS-Einrichtung des Servers oder den Port prüfen.</translation>
        </message>
    </context>
    <context>
        <name>rove::ui::EventsPage</name>
        <message>
            <source>No event chosen</source>
            <translation>Kein Ereignis gewählt</translation>
        </message>
        <message>
            <source>Choose a row to see what it carried and what it led to.</source>
            <translation>Eine Zeile wählen, um zu sehen, was sie enthielt und wozu sie führte.</translation>
        </message>
        <message>
            <source>The chosen event</source>
            <translation>Das gewählte Ereignis</translation>
        </message>
        <message>
            <source>Summary</source>
            <translation>Zusammenfassung</translation>
        </message>
        <message>
            <source>What the event carried</source>
            <translation>Inhalt des Ereignisses</translation>
        </message>
        <message>
            <source>took %1</source>
            <translation>dauerte %1</translation>
        </message>
        <message>
            <source>connection %1</source>
            <translation>Verbindung %1</translation>
        </message>
        <message>
            <source>The state after the change; what was there before stands left of the arrow.</source>
            <translation>Der Zustand nach der Änderung; links vom Pfeil steht, was vorher da war.</translation>
        </message>
        <message>
            <source>What it carried is no longer kept: it was too large, or too long ago.</source>
            <translation>Der Inhalt ist nicht mehr vorhanden: Er war zu groß oder ist zu lange her.</translation>
        </message>
        <message>
            <source>↑ probably by: %1</source>
            <translation>↑ vermutlich durch: %1</translation>
        </message>
        <message>
            <source>↓ followed by: %1</source>
            <translation>↓ gefolgt von: %1</translation>
        </message>
        <message numerus="yes">
            <source>… and %n more</source>
            <translation>
                <numerusform>… und %n weiteres</numerusform>
                <numerusform>… und %n weitere</numerusform>
            </translation>
        </message>
        <message>
            <source>Go to this event</source>
            <translation>Zu diesem Ereignis gehen</translation>
        </message>
        <message>
            <source>Kinds of event shown</source>
            <translation>Gezeigte Ereignisarten</translation>
        </message>
        <message numerus="yes">
            <source>%1, %n event(s)</source>
            <comment>%1 is a kind</comment>
            <translation>
                <numerusform>%1, %n Ereignis</numerusform>
                <numerusform>%1, %n Ereignisse</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;Pause</source>
            <translation>&amp;Anhalten</translation>
        </message>
        <message>
            <source>Let new events wait; they are recorded all the same.</source>
            <translation>Neue Ereignisse warten lassen; aufgezeichnet werden sie trotzdem.</translation>
        </message>
        <message>
            <source>C&amp;lear</source>
            <translation>&amp;Leeren</translation>
        </message>
        <message>
            <source>Forget the events so far.</source>
            <translation>Die bisherigen Ereignisse vergessen.</translation>
        </message>
        <message>
            <source>&amp;Newest</source>
            <translation>&amp;Neuestes</translation>
        </message>
        <message>
            <source>Go to the newest event and follow the log.</source>
            <translation>Zum neuesten Ereignis gehen und dem Protokoll folgen.</translation>
        </message>
        <message>
            <source>&amp;Copy Rows</source>
            <translation>Zeilen &amp;kopieren</translation>
        </message>
        <message>
            <source>Copy the chosen rows as a table.</source>
            <translation>Die gewählten Zeilen als Tabelle kopieren.</translation>
        </message>
        <message>
            <source>Copy as &amp;JSON</source>
            <translation>Als &amp;JSON kopieren</translation>
        </message>
        <message>
            <source>Copy the chosen rows with what they carried.</source>
            <translation>Die gewählten Zeilen mit ihrem Inhalt kopieren.</translation>
        </message>
        <message>
            <source>&amp;Export…</source>
            <translation>&amp;Exportieren…</translation>
        </message>
        <message>
            <source>Write the rows shown to a JSON, CSV or text file.</source>
            <translation>Die gezeigten Zeilen in eine JSON-, CSV- oder Textdatei schreiben.</translation>
        </message>
        <message>
            <source>Show &amp;Kinds</source>
            <translation>A&amp;rten anzeigen</translation>
        </message>
        <message>
            <source>The list of kinds with their counts.</source>
            <translation>Die Liste der Arten mit ihrer Anzahl.</translation>
        </message>
        <message>
            <source>Show &amp;Detail</source>
            <translation>&amp;Details anzeigen</translation>
        </message>
        <message>
            <source>What the chosen event carried.</source>
            <translation>Inhalt des gewählten Ereignisses.</translation>
        </message>
        <message>
            <source>&amp;Only This Kind</source>
            <translation>Nur diese Ar&amp;t</translation>
        </message>
        <message>
            <source>Hide every other kind of event.</source>
            <translation>Alle anderen Ereignisarten ausblenden.</translation>
        </message>
        <message>
            <source>&amp;Hide This Kind</source>
            <translation>Diese Art aus&amp;blenden</translation>
        </message>
        <message>
            <source>Hide this kind of event.</source>
            <translation>Diese Ereignisart ausblenden.</translation>
        </message>
        <message>
            <source>Go to Ca&amp;use</source>
            <translation>&amp;Zur Ursache</translation>
        </message>
        <message>
            <source>The event that probably brought this one about.</source>
            <translation>Das Ereignis, das dieses vermutlich ausgelöst hat.</translation>
        </message>
        <message>
            <source>Go to E&amp;ffect</source>
            <translation>Zur &amp;Folge</translation>
        </message>
        <message>
            <source>The first event that followed from this one.</source>
            <translation>Das erste Ereignis, das aus diesem folgte.</translation>
        </message>
        <message>
            <source>Clear &amp;Filter</source>
            <translation>Filter &amp;leeren</translation>
        </message>
        <message>
            <source>Show every event again.</source>
            <translation>Wieder alle Ereignisse anzeigen.</translation>
        </message>
        <message>
            <source>Local &amp;Time</source>
            <translation>L&amp;okale Zeit</translation>
        </message>
        <message>
            <source>&amp;UTC</source>
            <translation>&amp;UTC</translation>
        </message>
        <message>
            <source>&amp;Since Start</source>
            <translation>&amp;Seit Start</translation>
        </message>
        <message numerus="yes">
            <source>%n event(s)</source>
            <translation>
                <numerusform>%n Ereignis</numerusform>
                <numerusform>%n Ereignisse</numerusform>
            </translation>
        </message>
        <message>
            <source>JSON (*.json)</source>
            <translation>JSON (*.json)</translation>
        </message>
        <message>
            <source>CSV (*.csv)</source>
            <translation>CSV (*.csv)</translation>
        </message>
        <message>
            <source>Text (*.txt)</source>
            <translation>Text (*.txt)</translation>
        </message>
        <message>
            <source>Export Events</source>
            <translation>Ereignisse exportieren</translation>
        </message>
        <message numerus="yes">
            <source>%n event(s) were written to %1.</source>
            <translation>
                <numerusform>%n Ereignis wurde in %1 geschrieben.</numerusform>
                <numerusform>%n Ereignisse wurden in %1 geschrieben.</numerusform>
            </translation>
        </message>
        <message>
            <source>The events could not be written to %1.</source>
            <translation>Die Ereignisse konnten nicht in %1 geschrieben werden.</translation>
        </message>
        <message>
            <source>Filter: kind:state duration&gt;10ms words</source>
            <translation>Filter: kind:state duration&gt;10ms Wörter</translation>
        </message>
        <message>
            <source>Filter of the events</source>
            <translation>Filter der Ereignisse</translation>
        </message>
        <message>
            <source>Importance</source>
            <translation>Wichtigkeit</translation>
        </message>
        <message>
            <source>Everything</source>
            <translation>Alles</translation>
        </message>
        <message>
            <source>Without noise</source>
            <translation>Ohne Rauschen</translation>
        </message>
        <message>
            <source>Important only</source>
            <translation>Nur Wichtiges</translation>
        </message>
        <message>
            <source>More commands for events</source>
            <translation>Weitere Befehle für Ereignisse</translation>
        </message>
        <message>
            <source>Assembled from what the inspector pushes and from what you do here: Rivet has no feed of events.</source>
            <translation>Zusammengestellt aus dem, was der Inspektor meldet, und dem, was hier getan wird: Rivet hat keinen Ereignisstrom.</translation>
        </message>
        <message>
            <source>No actor is chosen.</source>
            <translation>Kein Aktor gewählt.</translation>
        </message>
        <message>
            <source>No actor chosen</source>
            <translation>Kein Aktor gewählt</translation>
        </message>
        <message>
            <source>Choose an actor to see what happens to it.</source>
            <translation>Einen Aktor wählen, um zu sehen, was mit ihm geschieht.</translation>
        </message>
        <message>
            <source>No event matches</source>
            <translation>Kein Ereignis passt</translation>
        </message>
        <message numerus="yes">
            <source>%n event(s) are hidden by the filter.</source>
            <translation>
                <numerusform>%n Ereignis ist durch den Filter ausgeblendet.</numerusform>
                <numerusform>%n Ereignisse sind durch den Filter ausgeblendet.</numerusform>
            </translation>
        </message>
        <message>
            <source>The actor sleeps</source>
            <translation>Der Aktor schläft</translation>
        </message>
        <message>
            <source>Nothing is heard of a sleeping actor, and looking does not wake it.</source>
            <translation>Von einem schlafenden Aktor ist nichts zu hören, und das Ansehen weckt ihn nicht.</translation>
        </message>
        <message>
            <source>Nothing has happened yet</source>
            <translation>Noch ist nichts geschehen</translation>
        </message>
        <message>
            <source>Changes of the state, connections, schedules and your own actions appear here as they are heard of.</source>
            <translation>Änderungen des Zustands, Verbindungen, Zeitpläne und eigene Aktionen erscheinen hier, sobald sie gemeldet werden.</translation>
        </message>
        <message>
            <source>%1 of %2 events</source>
            <translation>%1 von %2 Ereignissen</translation>
        </message>
        <message numerus="yes">
            <source>paused, %n wait(s)</source>
            <translation>
                <numerusform>pausiert, %n wartet</numerusform>
                <numerusform>pausiert, %n warten</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n older one(s) let go</source>
            <translation>
                <numerusform>%n älteres verworfen</numerusform>
                <numerusform>%n ältere verworfen</numerusform>
            </translation>
        </message>
        <message>
            <source>not connected, nothing is heard</source>
            <translation>nicht verbunden, nichts zu hören</translation>
        </message>
        <message>
            <source>asleep, nothing to hear</source>
            <translation>schläft, nichts zu hören</translation>
        </message>
        <message numerus="yes">
            <source>%n new</source>
            <comment>events</comment>
            <translation>
                <numerusform>%n neues</numerusform>
                <numerusform>%n neue</numerusform>
            </translation>
        </message>
        <message>
            <source>Newest</source>
            <translation>Neueste</translation>
        </message>
        <message>
            <source>Choose a row first.</source>
            <translation>Zuerst eine Zeile wählen.</translation>
        </message>
        <message>
            <source>No cause is known.</source>
            <translation>Keine Ursache bekannt.</translation>
        </message>
        <message>
            <source>No effect is known.</source>
            <translation>Keine Wirkung bekannt.</translation>
        </message>
        <message>
            <source>Events of the actor</source>
            <translation>Ereignisse des Aktors</translation>
        </message>
    </context>
    <context>
        <name>rove::ui::JobsPage</name>
        <message>
            <source>On %1, namespace %2.</source>
            <translation>Auf %1, Namensraum %2.</translation>
        </message>
        <message>
            <source>&amp;Wake sleeping actors to read their state</source>
            <translation>&amp;Schlafende Aktoren wecken, um ihren Zustand zu lesen</translation>
        </message>
        <message numerus="yes">
            <source>&amp;Keep a copy of each for %n day(s)</source>
            <translation>
                <numerusform>Von jedem eine &amp;Kopie für %n Tag behalten</numerusform>
                <numerusform>Von jedem eine &amp;Kopie für %n Tage behalten</numerusform>
            </translation>
        </message>
        <message>
            <source>Actors that are meant</source>
            <translation>Betroffene Aktoren</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>Typ</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>ID</source>
            <translation>ID</translation>
        </message>
        <message>
            <source>%1 %2</source>
            <comment>number and status of actors</comment>
            <translation>%2: %1</translation>
        </message>
        <message>
            <source>&amp;File</source>
            <translation>&amp;Datei</translation>
        </message>
        <message>
            <source> at a time</source>
            <translation> gleichzeitig</translation>
        </message>
        <message>
            <source>&amp;Up to</source>
            <translation>&amp;Bis zu</translation>
        </message>
        <message>
            <source>Type the &amp;namespace's name</source>
            <translation>&amp;Namen des Namensraums eingeben</translation>
        </message>
        <message>
            <source>&amp;Browse…</source>
            <translation>D&amp;urchsuchen…</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>one line of JSON for each actor</source>
            <translation>eine JSON-Zeile je Aktor</translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>und %n weiterer</numerusform>
                <numerusform>und %n weitere</numerusform>
            </translation>
        </message>
        <message>
            <source>Export Actors</source>
            <translation>Aktoren exportieren</translation>
        </message>
        <message>
            <source>JSON lines (*.jsonl)</source>
            <translation>JSON-Zeilen (*.jsonl)</translation>
        </message>
        <message numerus="yes">
            <source>%n sleeping actor(s) will wake and run their code.</source>
            <translation>
                <numerusform>%n schlafender Aktor wird geweckt und führt seinen Code aus.</numerusform>
                <numerusform>%n schlafende Aktoren werden geweckt und führen ihren Code aus.</numerusform>
            </translation>
        </message>
        <message>
            <source>There is no actor to do this to.</source>
            <translation>Es gibt keinen Aktor, für den das möglich ist.</translation>
        </message>
        <message>
            <source>Choose a file first.</source>
            <translation>Zuerst eine Datei wählen.</translation>
        </message>
        <message>
            <source>The file's folder does not exist.</source>
            <translation>Der Ordner der Datei existiert nicht.</translation>
        </message>
        <message>
            <source>Type the namespace's name first.</source>
            <translation>Zuerst den Namen des Namensraums eingeben.</translation>
        </message>
        <message>
            <source>Nothing is kept: this cannot be undone.</source>
            <translation>Nichts wird aufbewahrt: Das lässt sich nicht rückgängig machen.</translation>
        </message>
        <message>
            <source>Of actors that do not run, only the record is kept.</source>
            <translation>Von Aktoren, die nicht laufen, wird nur der Datensatz aufbewahrt.</translation>
        </message>
        <message numerus="yes">
            <source>Only the newest %n copies are kept.</source>
            <translation>
                <numerusform>Nur die neueste Kopie wird aufbewahrt.</numerusform>
                <numerusform>Nur die neuesten %n Kopien werden aufbewahrt.</numerusform>
            </translation>
        </message>
        <message>
            <source>not known</source>
            <translation>nicht bekannt</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Record</source>
            <translation>Datensatz</translation>
        </message>
        <message>
            <source>&amp;Restore</source>
            <translation>&amp;Wiederherstellen</translation>
        </message>
        <message>
            <source>Make the actor again, with the key and state it had</source>
            <translation>Den Aktor mit seinem früheren Schlüssel und Zustand neu erstellen</translation>
        </message>
        <message>
            <source>&amp;Forget Copy</source>
            <translation>Kopie &amp;löschen</translation>
        </message>
        <message>
            <source>Remove the copy from this machine for good</source>
            <translation>Die Kopie endgültig von diesem Rechner entfernen</translation>
        </message>
        <message>
            <source>Copies of destroyed actors</source>
            <translation>Kopien zerstörter Aktoren</translation>
        </message>
        <message>
            <source>No destroyed actors</source>
            <translation>Keine zerstörten Aktoren</translation>
        </message>
        <message>
            <source>Actors that are destroyed with Rove leave a copy here for a while, from which they can be made again.</source>
            <translation>Aktoren, die mit Rove zerstört werden, hinterlassen hier eine Zeit lang eine Kopie, aus der sie neu erstellt werden können.</translation>
        </message>
        <message>
            <source>State and record of the copy</source>
            <translation>Zustand und Datensatz der Kopie</translation>
        </message>
        <message>
            <source>The copy cannot be read.</source>
            <translation>Die Kopie ist nicht lesbar.</translation>
        </message>
        <message>
            <source>No copy is chosen.</source>
            <translation>Keine Kopie gewählt.</translation>
        </message>
        <message>
            <source>Not connected.</source>
            <translation>Nicht verbunden.</translation>
        </message>
        <message>
            <source>The connection is read-only.</source>
            <translation>Die Verbindung ist schreibgeschützt.</translation>
        </message>
        <message>
            <source>One is being restored.</source>
            <translation>Eine Wiederherstellung läuft bereits.</translation>
        </message>
        <message>
            <source>Restoring %1 failed. %2</source>
            <translation>%1 konnte nicht wiederhergestellt werden. %2</translation>
        </message>
        <message>
            <source>%1 was made again on %2.</source>
            <translation>%1 wurde auf %2 neu erstellt.</translation>
        </message>
        <message>
            <source>%1 was made again on %2, but without the state it had.</source>
            <translation>%1 wurde auf %2 neu erstellt, aber ohne den früheren Zustand.</translation>
        </message>
        <message>
            <source>The copy cannot be removed.</source>
            <translation>Die Kopie lässt sich nicht entfernen.</translation>
        </message>
        <message>
            <source>Onl&amp;y what failed</source>
            <translation>N&amp;ur Fehlgeschlagenes</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>Fortschritt</translation>
        </message>
        <message>
            <source>Log of the job</source>
            <translation>Protokoll des Auftrags</translation>
        </message>
        <message>
            <source>&amp;Results</source>
            <translation>&amp;Ergebnisse</translation>
        </message>
        <message>
            <source>&amp;Log</source>
            <translation>Protoko&amp;ll</translation>
        </message>
        <message>
            <source>What came of each item</source>
            <translation>Ergebnis je Element</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 von %2</translation>
        </message>
        <message>
            <source>&amp;Pause</source>
            <translation>&amp;Anhalten</translation>
        </message>
        <message>
            <source>Start nothing more until it is resumed</source>
            <translation>Bis zur Fortsetzung nichts Weiteres starten</translation>
        </message>
        <message>
            <source>Res&amp;ume</source>
            <translation>Fort&amp;setzen</translation>
        </message>
        <message>
            <source>Go on with the job</source>
            <translation>Den Auftrag fortsetzen</translation>
        </message>
        <message>
            <source>&amp;Cancel Job</source>
            <translation>Auftrag ab&amp;brechen</translation>
        </message>
        <message>
            <source>Start nothing more; what is under way ends</source>
            <translation>Nichts Weiteres starten; Begonnenes wird beendet</translation>
        </message>
        <message>
            <source>Retry &amp;Failed</source>
            <translation>&amp;Fehlgeschlagenes erneut versuchen</translation>
        </message>
        <message>
            <source>Do what failed or was cancelled again</source>
            <translation>Fehlgeschlagenes oder Abgebrochenes noch einmal ausführen</translation>
        </message>
        <message>
            <source>&amp;Export Results…</source>
            <translation>Ergebnisse e&amp;xportieren…</translation>
        </message>
        <message>
            <source>Write what came of each item to a CSV or JSON file</source>
            <translation>Das Ergebnis jedes Elements in eine CSV- oder JSON-Datei schreiben</translation>
        </message>
        <message>
            <source>Clear F&amp;inished</source>
            <translation>Bee&amp;ndete entfernen</translation>
        </message>
        <message>
            <source>Take jobs that are over off the list</source>
            <translation>Beendete Aufträge aus der Liste nehmen</translation>
        </message>
        <message>
            <source>Jobs</source>
            <translation>Aufträge</translation>
        </message>
        <message>
            <source>No jobs</source>
            <translation>Keine Aufträge</translation>
        </message>
        <message>
            <source>What takes long, such as putting many actors to sleep, appears here with its progress. Select several actors and choose a command to start one.</source>
            <translation>Was länger dauert, etwa viele Aktoren schlafen zu legen, erscheint hier mit seinem Fortschritt. Mehrere Aktoren auswählen und einen Befehl wählen, um einen Auftrag zu starten.</translation>
        </message>
        <message>
            <source>No job is chosen.</source>
            <translation>Kein Auftrag gewählt.</translation>
        </message>
        <message>
            <source>The job does not run.</source>
            <translation>Der Auftrag läuft nicht.</translation>
        </message>
        <message>
            <source>The job is not paused.</source>
            <translation>Der Auftrag ist nicht pausiert.</translation>
        </message>
        <message>
            <source>The job is over.</source>
            <translation>Der Auftrag ist beendet.</translation>
        </message>
        <message>
            <source>Its connection was closed.</source>
            <translation>Seine Verbindung wurde geschlossen.</translation>
        </message>
        <message>
            <source>Nothing failed.</source>
            <translation>Nichts ist fehlgeschlagen.</translation>
        </message>
        <message>
            <source>No job is over.</source>
            <translation>Kein Auftrag ist beendet.</translation>
        </message>
        <message>
            <source>Export Results</source>
            <translation>Ergebnisse exportieren</translation>
        </message>
        <message>
            <source>CSV (*.csv);;JSON (*.json)</source>
            <translation>CSV (*.csv);;JSON (*.json)</translation>
        </message>
        <message>
            <source>The results were written to %1.</source>
            <translation>Die Ergebnisse wurden nach %1 geschrieben.</translation>
        </message>
        <message>
            <source>The results could not be written to %1.</source>
            <translation>Die Ergebnisse konnten nicht nach %1 geschrieben werden.</translation>
        </message>
        <message>
            <source>Results and log</source>
            <translation>Ergebnisse und Protokoll</translation>
        </message>
    </context>
    <context>
        <name>rove::ui::Models</name>
        <message>
            <source>Created</source>
            <translation>Erstellt</translation>
        </message>
        <message>
            <source>Status</source>
            <translation>Status</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>ID</source>
            <translation>ID</translation>
        </message>
        <message>
            <source>Pool</source>
            <translation>Pool</translation>
        </message>
        <message>
            <source>Datacenter</source>
            <translation>Rechenzentrum</translation>
        </message>
        <message>
            <source>Policy</source>
            <translation>Regel</translation>
        </message>
        <message>
            <source>Started</source>
            <translation>Gestartet</translation>
        </message>
        <message>
            <source>Slept</source>
            <translation>Eingeschlafen</translation>
        </message>
        <message>
            <source>Destroyed</source>
            <translation>Zerstört</translation>
        </message>
        <message>
            <source>Error</source>
            <translation>Fehler</translation>
        </message>
        <message>
            <source>Mark</source>
            <translation>Markierung</translation>
        </message>
        <message>
            <source>created just now</source>
            <translation>gerade eben erstellt</translation>
        </message>
        <message numerus="yes">
            <source>created %n minute(s) ago</source>
            <translation>
                <numerusform>vor %n min erstellt</numerusform>
                <numerusform>vor %n min erstellt</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>created %n hour(s) ago</source>
            <translation>
                <numerusform>vor %n h erstellt</numerusform>
                <numerusform>vor %n h erstellt</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>created %n day(s) ago</source>
            <translation>
                <numerusform>vor %n Tag erstellt</numerusform>
                <numerusform>vor %n Tagen erstellt</numerusform>
            </translation>
        </message>
        <message>
            <source>pinned</source>
            <translation>angeheftet</translation>
        </message>
        <message>
            <source>marked %1</source>
            <translation>Markierung %1</translation>
        </message>
        <message>
            <source>State</source>
            <comment>kind of event</comment>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Connection</source>
            <comment>kind of event</comment>
            <translation>Verbindung</translation>
        </message>
        <message>
            <source>Queue</source>
            <comment>kind of event</comment>
            <translation>Warteschlange</translation>
        </message>
        <message>
            <source>Schedule</source>
            <comment>kind of event</comment>
            <translation>Zeitplan</translation>
        </message>
        <message>
            <source>Lifecycle</source>
            <comment>kind of event</comment>
            <translation>Lebenszyklus</translation>
        </message>
        <message>
            <source>Action</source>
            <comment>kind of event</comment>
            <translation>Aktion</translation>
        </message>
        <message>
            <source>Edit</source>
            <comment>kind of event</comment>
            <translation>Bearbeitung</translation>
        </message>
        <message>
            <source>Command</source>
            <comment>kind of event</comment>
            <translation>Befehl</translation>
        </message>
        <message>
            <source>Inspector</source>
            <comment>kind of event</comment>
            <translation>Inspektor</translation>
        </message>
        <message>
            <source>Error</source>
            <comment>kind of event</comment>
            <translation>Fehler</translation>
        </message>
        <message>
            <source>Gap</source>
            <comment>kind of event: something is missing here</comment>
            <translation>Lücke</translation>
        </message>
        <message>
            <source>%1 ms</source>
            <translation>%1 ms</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 s</translation>
        </message>
        <message>
            <source>What happened</source>
            <translation>Was geschah</translation>
        </message>
        <message>
            <source>What it is about</source>
            <translation>Worum es geht</translation>
        </message>
        <message>
            <source>How much it matters</source>
            <translation>Wie wichtig es ist</translation>
        </message>
        <message>
            <source>The connection's ID</source>
            <translation>Die ID der Verbindung</translation>
        </message>
        <message>
            <source>How long an action took</source>
            <translation>Wie lange eine Aktion dauerte</translation>
        </message>
        <message>
            <source>When it was heard of</source>
            <translation>Wann es gemeldet wurde</translation>
        </message>
        <message>
            <source>What went wrong</source>
            <translation>Was fehlgeschlagen ist</translation>
        </message>
        <message>
            <source>What an action of yours brought about</source>
            <translation>Was eine eigene Aktion bewirkt hat</translation>
        </message>
        <message>
            <source>+%1 ms</source>
            <translation>+%1 ms</translation>
        </message>
        <message>
            <source>+%1 s</source>
            <translation>+%1 s</translation>
        </message>
        <message>
            <source>+%1 min</source>
            <translation>+%1 min</translation>
        </message>
        <message>
            <source>+%1 h</source>
            <translation>+%1 h</translation>
        </message>
        <message>
            <source>%1, failed</source>
            <comment>%1 is a kind of event</comment>
            <translation>%1, fehlgeschlagen</translation>
        </message>
        <message>
            <source>Time since the row above</source>
            <translation>Zeit seit der Zeile darüber</translation>
        </message>
        <message>
            <source>Since start</source>
            <comment>column: time since the log began</comment>
            <translation>Seit Beginn</translation>
        </message>
        <message>
            <source>Time (%1)</source>
            <comment>column; %1 is the time zone</comment>
            <translation>Zeit (%1)</translation>
        </message>
        <message>
            <source>Kind</source>
            <comment>column</comment>
            <translation>Art</translation>
        </message>
        <message>
            <source>Summary</source>
            <comment>column</comment>
            <translation>Zusammenfassung</translation>
        </message>
        <message>
            <source>Connection</source>
            <comment>column</comment>
            <translation>Verbindung</translation>
        </message>
        <message>
            <source>Duration</source>
            <comment>column</comment>
            <translation>Dauer</translation>
        </message>
        <message>
            <source>The inspector closed: the actor stopped.</source>
            <translation>Der Inspektor wurde geschlossen: Der Aktor hat angehalten.</translation>
        </message>
        <message>
            <source>The inspector refused: %1</source>
            <translation>Der Inspektor hat abgelehnt: %1</translation>
        </message>
        <message>
            <source>The inspector connection was lost: %1</source>
            <translation>Die Verbindung zum Inspektor ging verloren: %1</translation>
        </message>
        <message>
            <source>The inspector connection was lost.</source>
            <translation>Die Verbindung zum Inspektor ging verloren.</translation>
        </message>
        <message>
            <source>Not connected from %1 to %2: what happened in between is missing</source>
            <translation>Nicht verbunden von %1 bis %2: Was dazwischen geschah, fehlt</translation>
        </message>
        <message>
            <source>Inspector connected, protocol %1: connections %2, queue %3, schedules %4</source>
            <translation>Inspektor verbunden, Protokoll %1: Verbindungen %2, Warteschlange %3, Zeitpläne %4</translation>
        </message>
        <message>
            <source>The server dropped events here: %1</source>
            <translation>Der Server hat hier Ereignisse ausgelassen: %1</translation>
        </message>
        <message>
            <source>The inspector reports: %1</source>
            <translation>Der Inspektor meldet: %1</translation>
        </message>
        <message>
            <source>The state changed</source>
            <translation>Der Zustand hat sich geändert</translation>
        </message>
        <message>
            <source>The state was written anew, with the same values</source>
            <translation>Der Zustand wurde neu geschrieben, mit denselben Werten</translation>
        </message>
        <message>
            <source>Disconnected</source>
            <translation>Getrennt</translation>
        </message>
        <message>
            <source>Connected</source>
            <translation>Verbunden</translation>
        </message>
        <message>
            <source>Messages waiting: %1 → %2</source>
            <translation>Wartende Nachrichten: %1 → %2</translation>
        </message>
        <message>
            <source>First look: %1. %2</source>
            <comment>%1 is a status, %2 a sentence</comment>
            <translation>Erster Blick: %1. %2</translation>
        </message>
        <message>
            <source>%1 at %2</source>
            <comment>%1 is a moment in a life</comment>
            <translation>%1 (%2)</translation>
        </message>
        <message>
            <source>%1 at %2: %3</source>
            <comment>%1 is a moment in a life</comment>
            <translation>%1 (%2): %3</translation>
        </message>
        <message>
            <source>the whole state</source>
            <translation>der ganze Zustand</translation>
        </message>
        <message>
            <source>, </source>
            <comment>between changes in a list</comment>
            <translation>, </translation>
        </message>
        <message numerus="yes">
            <source>%1, and %n more</source>
            <comment>%1 is a list of changes</comment>
            <translation>
                <numerusform>%1 und %n weitere</numerusform>
                <numerusform>%1 und %n weitere</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 fired: ran %2</source>
            <translation>%1 ausgelöst: %2 ausgeführt</translation>
        </message>
        <message>
            <source>%1 was removed: would run %2</source>
            <translation>%1 wurde entfernt: hätte %2 ausgeführt</translation>
        </message>
        <message numerus="yes">
            <source>Applied edits of %n path(s)</source>
            <translation>
                <numerusform>Änderungen an %n Pfad angewendet</numerusform>
                <numerusform>Änderungen an %n Pfaden angewendet</numerusform>
            </translation>
        </message>
        <message>
            <source>Wake</source>
            <comment>command to an actor</comment>
            <translation>Wecken</translation>
        </message>
        <message>
            <source>Put to sleep</source>
            <comment>command to an actor</comment>
            <translation>Schlafen legen</translation>
        </message>
        <message>
            <source>Reschedule</source>
            <comment>command to an actor</comment>
            <translation>Neu einplanen</translation>
        </message>
        <message>
            <source>Destroy</source>
            <comment>command to an actor</comment>
            <translation>Zerstören</translation>
        </message>
        <message>
            <source>%1 is scheduled: runs %2 at %3</source>
            <translation>%1 ist eingeplant: führt %2 aus, Zeitpunkt %3</translation>
        </message>
        <message>
            <source>%1 fired: ran %2, next at %3</source>
            <translation>%1 ausgelöst: %2 ausgeführt, nächster Lauf %3</translation>
        </message>
        <message>
            <source>%1 runs next at %2</source>
            <translation>%1: nächster Lauf %2</translation>
        </message>
        <message>
            <source>Import State</source>
            <translation>Zustand importieren</translation>
        </message>
        <message>
            <source>What the actor is doing</source>
            <translation>Was der Aktor gerade tut</translation>
        </message>
        <message>
            <source>The actor's type</source>
            <translation>Der Typ des Aktors</translation>
        </message>
        <message>
            <source>The actor's key</source>
            <translation>Der Schlüssel des Aktors</translation>
        </message>
        <message>
            <source>The actor's ID</source>
            <translation>Die ID des Aktors</translation>
        </message>
        <message>
            <source>The runner pool it runs in</source>
            <translation>Der Runner-Pool, in dem er läuft</translation>
        </message>
        <message>
            <source>The datacenter it is in</source>
            <translation>Das Rechenzentrum, in dem er ist</translation>
        </message>
        <message>
            <source>What happens after a crash</source>
            <translation>Was nach einem Absturz geschieht</translation>
        </message>
        <message>
            <source>What it last failed with</source>
            <translation>Womit er zuletzt fehlschlug</translation>
        </message>
        <message>
            <source>Your colour for it</source>
            <translation>Die eigene Farbe dafür</translation>
        </message>
        <message>
            <source>The first part of its key</source>
            <translation>Der erste Teil seines Schlüssels</translation>
        </message>
        <message>
            <source>When it was created</source>
            <translation>Wann er erstellt wurde</translation>
        </message>
        <message>
            <source>When it started last</source>
            <translation>Wann er zuletzt startete</translation>
        </message>
        <message>
            <source>When it fell asleep</source>
            <translation>Wann er einschlief</translation>
        </message>
        <message>
            <source>When it was destroyed</source>
            <translation>Wann er zerstört wurde</translation>
        </message>
        <message>
            <source>When it is started again after a crash</source>
            <translation>Wann er nach einem Absturz neu startet</translation>
        </message>
        <message>
            <source>How long ago it was created</source>
            <translation>Vor welcher Zeit er erstellt wurde</translation>
        </message>
        <message>
            <source>Runs now</source>
            <translation>Läuft gerade</translation>
        </message>
        <message>
            <source>Crashed, or crashes again and again</source>
            <translation>Abgestürzt oder stürzt immer wieder ab</translation>
        </message>
        <message>
            <source>Starts, or waits for a runner</source>
            <translation>Startet oder wartet auf einen Runner</translation>
        </message>
        <message>
            <source>Is gone for good</source>
            <translation>Ist endgültig weg</translation>
        </message>
        <message>
            <source>Pinned by you</source>
            <translation>Selbst angeheftet</translation>
        </message>
        <message>
            <source>Red</source>
            <comment>mark</comment>
            <translation>Rot</translation>
        </message>
        <message>
            <source>Orange</source>
            <comment>mark</comment>
            <translation>Orange</translation>
        </message>
        <message>
            <source>Yellow</source>
            <comment>mark</comment>
            <translation>Gelb</translation>
        </message>
        <message>
            <source>Green</source>
            <comment>mark</comment>
            <translation>Grün</translation>
        </message>
        <message>
            <source>Blue</source>
            <comment>mark</comment>
            <translation>Blau</translation>
        </message>
        <message>
            <source>Purple</source>
            <comment>mark</comment>
            <translation>Violett</translation>
        </message>
        <message>
            <source>None</source>
            <comment>mark</comment>
            <translation>Keine</translation>
        </message>
        <message>
            <source>Running</source>
            <comment>actor status</comment>
            <translation>Läuft</translation>
        </message>
        <message>
            <source>Destroyed</source>
            <comment>actor status</comment>
            <translation>Zerstört</translation>
        </message>
        <message>
            <source>Crashed</source>
            <comment>actor status</comment>
            <translation>Abgestürzt</translation>
        </message>
        <message>
            <source>Crash loop</source>
            <comment>actor status</comment>
            <translation>Absturzschleife</translation>
        </message>
        <message>
            <source>Pending</source>
            <comment>actor status</comment>
            <translation>Wartet</translation>
        </message>
        <message>
            <source>Sleeping</source>
            <comment>actor status</comment>
            <translation>Schläft</translation>
        </message>
        <message>
            <source>Starting</source>
            <comment>actor status</comment>
            <translation>Startet</translation>
        </message>
        <message>
            <source>Unknown</source>
            <comment>actor status</comment>
            <translation>Unbekannt</translation>
        </message>
        <message>
            <source>Runs since %1.</source>
            <translation>Läuft seit %1.</translation>
        </message>
        <message>
            <source>Destroyed at %1.</source>
            <translation>Zerstört am %1.</translation>
        </message>
        <message>
            <source>Stopped by an error: %1</source>
            <comment>%1 is the server's word</comment>
            <translation>Durch einen Fehler angehalten: %1</translation>
        </message>
        <message>
            <source>Crashed repeatedly; started again at %1.</source>
            <translation>Mehrfach abgestürzt; nächster Start: %1.</translation>
        </message>
        <message>
            <source>Waits for a runner with room: %1</source>
            <comment>%1 is the server's word</comment>
            <translation>Wartet auf einen Runner mit freiem Platz: %1</translation>
        </message>
        <message>
            <source>Waits for a runner since %1.</source>
            <translation>Wartet seit %1 auf einen Runner.</translation>
        </message>
        <message>
            <source>Sleeps since %1. A request wakes it.</source>
            <translation>Schläft seit %1. Eine Anfrage weckt ihn.</translation>
        </message>
        <message>
            <source>Created at %1 and not ready yet.</source>
            <translation>Erstellt am %1 und noch nicht bereit.</translation>
        </message>
        <message>
            <source>Without its state, as it does not run.</source>
            <translation>Ohne Zustand, da er nicht läuft.</translation>
        </message>
        <message>
            <source>It has no state.</source>
            <translation>Er hat keinen Zustand.</translation>
        </message>
        <message>
            <source>Without its state, which could not be read.</source>
            <translation>Ohne Zustand, da dieser nicht lesbar war.</translation>
        </message>
        <message numerus="yes">
            <source>Wake %n Actor(s)</source>
            <translation>
                <numerusform>%n Aktor wecken</numerusform>
                <numerusform>%n Aktoren wecken</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Sleep %n Actor(s)</source>
            <translation>
                <numerusform>%n Aktor schlafen legen</numerusform>
                <numerusform>%n Aktoren schlafen legen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Reschedule %n Actor(s)</source>
            <translation>
                <numerusform>%n Aktor neu einplanen</numerusform>
                <numerusform>%n Aktoren neu einplanen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Destroy %n Actor(s)</source>
            <translation>
                <numerusform>%n Aktor zerstören</numerusform>
                <numerusform>%n Aktoren zerstören</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Export %n Actor(s)</source>
            <translation>
                <numerusform>%n Aktor exportieren</numerusform>
                <numerusform>%n Aktoren exportieren</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Wake %n actor(s)</source>
            <translation>
                <numerusform>%n Aktor wecken</numerusform>
                <numerusform>%n Aktoren wecken</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Put %n actor(s) to sleep</source>
            <translation>
                <numerusform>%n Aktor schlafen legen</numerusform>
                <numerusform>%n Aktoren schlafen legen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Reschedule %n actor(s)</source>
            <translation>
                <numerusform>%n Aktor neu einplanen</numerusform>
                <numerusform>%n Aktoren neu einplanen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Destroy %n actor(s)</source>
            <translation>
                <numerusform>%n Aktor zerstören</numerusform>
                <numerusform>%n Aktoren zerstören</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Export %n actor(s)</source>
            <translation>
                <numerusform>%n Aktor exportieren</numerusform>
                <numerusform>%n Aktoren exportieren</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n left out: running already.</source>
            <translation>
                <numerusform>%n ausgelassen: läuft bereits.</numerusform>
                <numerusform>%n ausgelassen: laufen bereits.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n left out: asleep already.</source>
            <translation>
                <numerusform>%n ausgelassen: schläft bereits.</numerusform>
                <numerusform>%n ausgelassen: schlafen bereits.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n left out: asleep, so there is nothing to move.</source>
            <translation>
                <numerusform>%n ausgelassen: schläft, es gibt also nichts zu verlegen.</numerusform>
                <numerusform>%n ausgelassen: schlafen, es gibt also nichts zu verlegen.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n left out: destroyed.</source>
            <translation>
                <numerusform>%n ausgelassen: zerstört.</numerusform>
                <numerusform>%n ausgelassen: zerstört.</numerusform>
            </translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Changing the state</source>
            <translation>Zustand ändern</translation>
        </message>
        <message>
            <source>Actions</source>
            <translation>Aktionen</translation>
        </message>
        <message>
            <source>Connections</source>
            <translation>Verbindungen</translation>
        </message>
        <message>
            <source>Queue size</source>
            <translation>Größe der Warteschlange</translation>
        </message>
        <message>
            <source>Queue messages</source>
            <translation>Nachrichten der Warteschlange</translation>
        </message>
        <message>
            <source>Changing the queue</source>
            <translation>Warteschlange ändern</translation>
        </message>
        <message>
            <source>Workflow history</source>
            <translation>Workflow-Verlauf</translation>
        </message>
        <message>
            <source>Workflow replay</source>
            <translation>Workflow-Wiederholung</translation>
        </message>
        <message>
            <source>Database tables</source>
            <translation>Datenbanktabellen</translation>
        </message>
        <message>
            <source>Database rows</source>
            <translation>Datenbankzeilen</translation>
        </message>
        <message>
            <source>Database statements</source>
            <translation>Datenbankanweisungen</translation>
        </message>
        <message>
            <source>Traces</source>
            <translation>Traces</translation>
        </message>
        <message>
            <source>Custom tabs</source>
            <translation>Eigene Tabs</translation>
        </message>
        <message>
            <source>Schedules</source>
            <translation>Zeitpläne</translation>
        </message>
        <message>
            <source>Schedule history</source>
            <translation>Zeitplanverlauf</translation>
        </message>
        <message>
            <source>Deleting schedules</source>
            <translation>Zeitpläne löschen</translation>
        </message>
        <message>
            <source>%1: needs RivetKit %2; this actor runs an older one (inspector protocol %3).</source>
            <translation>%1: benötigt RivetKit %2; dieser Aktor nutzt eine ältere Version (Inspektor-Protokoll %3).</translation>
        </message>
        <message>
            <source>%1: needs RivetKit %2; this actor runs %3.</source>
            <translation>%1: benötigt RivetKit %2; dieser Aktor nutzt %3.</translation>
        </message>
        <message>
            <source>Caused by</source>
            <translation>Verursacht durch</translation>
        </message>
        <message>
            <source>The engine says</source>
            <translation>Die Engine sagt</translation>
        </message>
        <message>
            <source>Production is never asked before you connect.</source>
            <translation>Die Produktion wird nie abgefragt, bevor eine Verbindung besteht.</translation>
        </message>
        <message>
            <source>It needs a secret, so it is not asked before you connect.</source>
            <translation>Ein Geheimnis ist nötig, daher keine Abfrage vor dem Verbinden.</translation>
        </message>
        <message>
            <source>Endpoint</source>
            <translation>Endpunkt</translation>
        </message>
        <message>
            <source>Environment</source>
            <translation>Umgebung</translation>
        </message>
        <message>
            <source>Version</source>
            <translation>Version</translation>
        </message>
        <message>
            <source>Round trip</source>
            <translation>Umlaufzeit</translation>
        </message>
        <message>
            <source>Last used</source>
            <translation>Zuletzt verwendet</translation>
        </message>
        <message>
            <source>Development</source>
            <translation>Entwicklung</translation>
        </message>
        <message>
            <source>Staging</source>
            <translation>Staging</translation>
        </message>
        <message>
            <source>Production</source>
            <translation>Produktion</translation>
        </message>
        <message>
            <source>Not asked</source>
            <translation>Nicht abgefragt</translation>
        </message>
        <message>
            <source>Asking…</source>
            <translation>Wird abgefragt…</translation>
        </message>
        <message>
            <source>Online</source>
            <translation>Online</translation>
        </message>
        <message>
            <source>Offline</source>
            <translation>Offline</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Geöffnet</translation>
        </message>
        <message>
            <source>Blue</source>
            <translation>Blau</translation>
        </message>
        <message>
            <source>Teal</source>
            <translation>Türkis</translation>
        </message>
        <message>
            <source>Green</source>
            <translation>Grün</translation>
        </message>
        <message>
            <source>Olive</source>
            <translation>Oliv</translation>
        </message>
        <message>
            <source>Orange</source>
            <translation>Orange</translation>
        </message>
        <message>
            <source>Red</source>
            <translation>Rot</translation>
        </message>
        <message>
            <source>Pink</source>
            <translation>Rosa</translation>
        </message>
        <message>
            <source>Purple</source>
            <translation>Violett</translation>
        </message>
        <message>
            <source>just now</source>
            <translation>gerade eben</translation>
        </message>
        <message numerus="yes">
            <source>%n minute(s) ago</source>
            <translation>
                <numerusform>vor %n min</numerusform>
                <numerusform>vor %n min</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n hour(s) ago</source>
            <translation>
                <numerusform>vor %n h</numerusform>
                <numerusform>vor %n h</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n day(s) ago</source>
            <translation>
                <numerusform>vor %n Tag</numerusform>
                <numerusform>vor %n Tagen</numerusform>
            </translation>
        </message>
        <message>
            <source>read-only</source>
            <translation>schreibgeschützt</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>Typ</translation>
        </message>
        <message>
            <source>Kept</source>
            <comment>state of an actor</comment>
            <translation>Aufbewahrt</translation>
        </message>
        <message>
            <source>Not known</source>
            <comment>state of an actor</comment>
            <translation>Nicht bekannt</translation>
        </message>
        <message>
            <source>From</source>
            <translation>Herkunft</translation>
        </message>
        <message>
            <source>What a row is, like is:%1</source>
            <translation>Was eine Zeile ist, etwa is:%1</translation>
        </message>
        <message>
            <source>What a row has, like has:%1</source>
            <translation>Was eine Zeile hat, etwa has:%1</translation>
        </message>
        <message>
            <source>for example</source>
            <translation>zum Beispiel</translation>
        </message>
        <message numerus="yes">
            <source>A filter has at most %n character(s).</source>
            <translation>
                <numerusform>Ein Filter hat höchstens %n Zeichen.</numerusform>
                <numerusform>Ein Filter hat höchstens %n Zeichen.</numerusform>
            </translation>
        </message>
        <message>
            <source>After “-” comes what must not match, like -status:running.</source>
            <translation>Nach „-“ folgt, was nicht passen darf, etwa -status:running.</translation>
        </message>
        <message numerus="yes">
            <source>A filter has at most %n term(s).</source>
            <translation>
                <numerusform>Ein Filter hat höchstens %n Ausdruck.</numerusform>
                <numerusform>Ein Filter hat höchstens %n Ausdrücke.</numerusform>
            </translation>
        </message>
        <message>
            <source>A space is missing after the closing sign.</source>
            <translation>Nach dem schließenden Zeichen fehlt ein Leerzeichen.</translation>
        </message>
        <message>
            <source>There is nothing between the quotes.</source>
            <translation>Zwischen den Anführungszeichen steht nichts.</translation>
        </message>
        <message>
            <source>“%1” takes a colon: %1:name.</source>
            <translation>„%1“ verlangt einen Doppelpunkt: %1:name.</translation>
        </message>
        <message>
            <source>There is no field “%1”. To search for the text itself, put it in quotes. Fields: %2.</source>
            <translation>Es gibt kein Feld „%1“. Um nach dem Text selbst zu suchen, ihn in Anführungszeichen setzen. Felder: %2.</translation>
        </message>
        <message numerus="yes">
            <source>A term has at most %n value(s).</source>
            <translation>
                <numerusform>Ein Ausdruck hat höchstens %n Wert.</numerusform>
                <numerusform>Ein Ausdruck hat höchstens %n Werte.</numerusform>
            </translation>
        </message>
        <message>
            <source>A comma or a space is missing after the closing sign.</source>
            <translation>Nach dem schließenden Zeichen fehlt ein Komma oder ein Leerzeichen.</translation>
        </message>
        <message>
            <source>A value is missing here.</source>
            <translation>Hier fehlt ein Wert.</translation>
        </message>
        <message>
            <source>The closing quotation mark is missing.</source>
            <translation>Das schließende Anführungszeichen fehlt.</translation>
        </message>
        <message numerus="yes">
            <source>A pattern has at most %n character(s).</source>
            <translation>
                <numerusform>Ein Muster hat höchstens %n Zeichen.</numerusform>
                <numerusform>Ein Muster hat höchstens %n Zeichen.</numerusform>
            </translation>
        </message>
        <message>
            <source>This is no regular expression: %1</source>
            <translation>Das ist kein regulärer Ausdruck: %1</translation>
        </message>
        <message>
            <source>“%1” is nothing that can be asked for here. There are: %2.</source>
            <translation>Nach „%1“ lässt sich hier nicht filtern. Es gibt: %2.</translation>
        </message>
        <message>
            <source>“%1” is text: use %1:word or %1~part.</source>
            <translation>„%1“ ist Text: %1:wort oder %1~teil verwenden.</translation>
        </message>
        <message>
            <source>“%1” is no text: use %1&gt;%2, %1&lt;%2 or %1:%2.</source>
            <translation>„%1“ ist kein Text: %1&gt;%2, %1&lt;%2 oder %1:%2 verwenden.</translation>
        </message>
        <message>
            <source>“%1” is written like %2.</source>
            <translation>„%1“ wird so geschrieben: %2.</translation>
        </message>
        <message>
            <source>“%1” is no %2. There are: %3.</source>
            <translation>„%1“ ist kein Wert für %2. Es gibt: %3.</translation>
        </message>
        <message numerus="yes">
            <source>Started: %n item(s), up to %1 at a time.</source>
            <translation>
                <numerusform>Gestartet: %n Element, bis zu %1 gleichzeitig.</numerusform>
                <numerusform>Gestartet: %n Elemente, bis zu %1 gleichzeitig.</numerusform>
            </translation>
        </message>
        <message>
            <source>Paused.</source>
            <translation>Pausiert.</translation>
        </message>
        <message>
            <source>Resumed.</source>
            <translation>Fortgesetzt.</translation>
        </message>
        <message numerus="yes">
            <source>Cancelled; waiting for %n item(s) under way.</source>
            <translation>
                <numerusform>Abgebrochen; %n begonnenes Element wird noch abgewartet.</numerusform>
                <numerusform>Abgebrochen; %n begonnene Elemente werden noch abgewartet.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Started again with %n item(s).</source>
            <translation>
                <numerusform>Mit %n Element erneut gestartet.</numerusform>
                <numerusform>Mit %n Elementen erneut gestartet.</numerusform>
            </translation>
        </message>
        <message>
            <source>Paused, as nothing gets done: %1</source>
            <translation>Pausiert, da nichts vorangeht: %1</translation>
        </message>
        <message>
            <source>%1 The next try is in %2.</source>
            <translation>%1 Nächster Versuch in %2.</translation>
        </message>
        <message>
            <source>The connection was closed before the answer came.</source>
            <translation>Die Verbindung wurde geschlossen, bevor die Antwort kam.</translation>
        </message>
        <message>
            <source>The connection was closed.</source>
            <translation>Die Verbindung wurde geschlossen.</translation>
        </message>
        <message>
            <source>Item</source>
            <translation>Element</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>Ergebnis</translation>
        </message>
        <message>
            <source>Tries</source>
            <translation>Versuche</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>Zeit</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <translation>%1 von %2</translation>
        </message>
        <message>
            <source>Job</source>
            <translation>Auftrag</translation>
        </message>
        <message>
            <source>Target</source>
            <translation>Ziel</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>Fortschritt</translation>
        </message>
        <message>
            <source>Running</source>
            <comment>job</comment>
            <translation>Läuft</translation>
        </message>
        <message>
            <source>Paused</source>
            <comment>job</comment>
            <translation>Pausiert</translation>
        </message>
        <message>
            <source>Cancelling</source>
            <comment>job</comment>
            <translation>Wird abgebrochen</translation>
        </message>
        <message>
            <source>Done</source>
            <comment>job</comment>
            <translation>Fertig</translation>
        </message>
        <message>
            <source>Failed in part</source>
            <comment>job</comment>
            <translation>Teilweise fehlgeschlagen</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <comment>job</comment>
            <translation>Abgebrochen</translation>
        </message>
        <message>
            <source>Waiting</source>
            <comment>job item</comment>
            <translation>Wartet</translation>
        </message>
        <message>
            <source>Running</source>
            <comment>job item</comment>
            <translation>Läuft</translation>
        </message>
        <message>
            <source>Done</source>
            <comment>job item</comment>
            <translation>Fertig</translation>
        </message>
        <message>
            <source>Failed</source>
            <comment>job item</comment>
            <translation>Fehlgeschlagen</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <comment>job item</comment>
            <translation>Abgebrochen</translation>
        </message>
        <message>
            <source>%1 done</source>
            <translation>%1 fertig</translation>
        </message>
        <message>
            <source>%1 failed</source>
            <translation>%1 fehlgeschlagen</translation>
        </message>
        <message>
            <source>%1 cancelled</source>
            <translation>%1 abgebrochen</translation>
        </message>
        <message>
            <source>%1 min %2 s</source>
            <translation>%1 min %2 s</translation>
        </message>
        <message>
            <source>%1 h %2 min</source>
            <translation>%1 h %2 min</translation>
        </message>
        <message>
            <source>%1 a second, %2 left</source>
            <translation>%1 pro Sekunde, noch %2</translation>
        </message>
        <message>
            <source>Created</source>
            <comment>moment in an actor's life</comment>
            <translation>Erstellt</translation>
        </message>
        <message>
            <source>Waited for a runner</source>
            <comment>moment in an actor's life</comment>
            <translation>Auf einen Runner gewartet</translation>
        </message>
        <message>
            <source>Woke</source>
            <comment>moment in an actor's life</comment>
            <translation>Aufgewacht</translation>
        </message>
        <message>
            <source>Fell asleep</source>
            <comment>moment in an actor's life</comment>
            <translation>Eingeschlafen</translation>
        </message>
        <message>
            <source>Crashed</source>
            <comment>moment in an actor's life</comment>
            <translation>Abgestürzt</translation>
        </message>
        <message>
            <source>Started again</source>
            <comment>moment in an actor's life</comment>
            <translation>Erneut gestartet</translation>
        </message>
        <message>
            <source>Next try</source>
            <comment>moment in an actor's life</comment>
            <translation>Nächster Versuch</translation>
        </message>
        <message>
            <source>Moved</source>
            <comment>moment in an actor's life</comment>
            <translation>Verlegt</translation>
        </message>
        <message>
            <source>Destroyed</source>
            <comment>moment in an actor's life</comment>
            <translation>Zerstört</translation>
        </message>
        <message>
            <source>pool %1 in %2</source>
            <comment>where an actor moved to</comment>
            <translation>Pool %1 in %2</translation>
        </message>
        <message>
            <source>Display name</source>
            <translation>Anzeigename</translation>
        </message>
        <message>
            <source>The pool %1 reports an error: %2.</source>
            <translation>Der Pool %1 meldet einen Fehler: %2.</translation>
        </message>
        <message numerus="yes">
            <source>%n actor(s) wait for the pool %1, which has no runner.</source>
            <translation>
                <numerusform>%n Aktor wartet auf den Pool %1, der keinen Runner hat.</numerusform>
                <numerusform>%n Aktoren warten auf den Pool %1, der keinen Runner hat.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n actor(s) wait for room in the pool %1.</source>
            <translation>
                <numerusform>%n Aktor wartet auf freien Platz im Pool %1.</numerusform>
                <numerusform>%n Aktoren warten auf freien Platz im Pool %1.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n actor(s) of the type %1 crash again and again.</source>
            <translation>
                <numerusform>%n Aktor des Typs %1 stürzt immer wieder ab.</numerusform>
                <numerusform>%n Aktoren des Typs %1 stürzen immer wieder ab.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n runner(s) of the pool %1 do not answer.</source>
            <translation>
                <numerusform>%n Runner des Pools %1 antwortet nicht.</numerusform>
                <numerusform>%n Runner des Pools %1 antworten nicht.</numerusform>
            </translation>
        </message>
        <message>
            <source>Namespace</source>
            <translation>Namensraum</translation>
        </message>
        <message>
            <source>Level</source>
            <translation>Stufe</translation>
        </message>
        <message>
            <source>%1 (%2 times)</source>
            <translation>%1 (%2-mal)</translation>
        </message>
        <message>
            <source>About</source>
            <translation>Betrifft</translation>
        </message>
        <message>
            <source>When</source>
            <translation>Wann</translation>
        </message>
        <message>
            <source>Information</source>
            <translation>Information</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>Fertig</translation>
        </message>
        <message>
            <source>Warning</source>
            <translation>Warnung</translation>
        </message>
        <message numerus="yes">
            <source>%1, %n row(s)</source>
            <translation>
                <numerusform>%1, %n Zeile</numerusform>
                <numerusform>%1, %n Zeilen</numerusform>
            </translation>
        </message>
        <message>
            <source>A copy with its state is kept.</source>
            <translation>Eine Kopie mit seinem Zustand wird aufbewahrt.</translation>
        </message>
        <message>
            <source>A copy with the state heard last is kept.</source>
            <translation>Eine Kopie mit dem zuletzt gemeldeten Zustand wird aufbewahrt.</translation>
        </message>
        <message>
            <source>A copy is kept; the actor had no state.</source>
            <translation>Eine Kopie wird aufbewahrt; der Aktor hatte keinen Zustand.</translation>
        </message>
        <message>
            <source>A copy of its record is kept; it slept, so its state is not known.</source>
            <translation>Eine Kopie des Datensatzes wird aufbewahrt; er schlief, daher ist sein Zustand nicht bekannt.</translation>
        </message>
        <message>
            <source>A copy of its record is kept; its state could not be read.</source>
            <translation>Eine Kopie des Datensatzes wird aufbewahrt; sein Zustand war nicht lesbar.</translation>
        </message>
        <message>
            <source>It was gone already.</source>
            <translation>Er war bereits weg.</translation>
        </message>
        <message>
            <source>General</source>
            <translation>Allgemein</translation>
        </message>
        <message>
            <source>Start the local engine with the program</source>
            <translation>Lokale Engine mit dem Programm starten</translation>
        </message>
        <message>
            <source>The engine inside this program runs as soon as a window is open.</source>
            <translation>Die Engine in diesem Programm läuft, sobald ein Fenster geöffnet ist.</translation>
        </message>
        <message>
            <source>Connect to the local engine when it starts</source>
            <translation>Mit der lokalen Engine verbinden, wenn sie startet</translation>
        </message>
        <message>
            <source>A window without a connection opens the local engine by itself.</source>
            <translation>Ein Fenster ohne Verbindung öffnet von selbst die lokale Engine.</translation>
        </message>
        <message>
            <source>Open what was open last time</source>
            <translation>Zuletzt Geöffnetes wieder öffnen</translation>
        </message>
        <message>
            <source>Windows, connections, tabs and filters come back at the next start.</source>
            <translation>Fenster, Verbindungen, Tabs und Filter kommen beim nächsten Start zurück.</translation>
        </message>
        <message>
            <source>Appearance</source>
            <translation>Darstellung</translation>
        </message>
        <message>
            <source>Colours</source>
            <translation>Farben</translation>
        </message>
        <message>
            <source>Light or dark, or whichever the desktop uses.</source>
            <translation>Hell oder dunkel, oder was die Arbeitsumgebung verwendet.</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Wie das System</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Hell</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Dunkel</translation>
        </message>
        <message>
            <source>High contrast</source>
            <translation>Hoher Kontrast</translation>
        </message>
        <message>
            <source>Leaves the system's colours as they are and tints nothing.</source>
            <translation>Lässt die Systemfarben, wie sie sind, und tönt nichts ein.</translation>
        </message>
        <message>
            <source>Density</source>
            <translation>Dichte</translation>
        </message>
        <message>
            <source>How high the rows of lists are.</source>
            <translation>Wie hoch die Zeilen von Listen sind.</translation>
        </message>
        <message>
            <source>Compact</source>
            <translation>Kompakt</translation>
        </message>
        <message>
            <source>Normal</source>
            <translation>Normal</translation>
        </message>
        <message>
            <source>Comfortable</source>
            <translation>Großzügig</translation>
        </message>
        <message>
            <source>Zoom</source>
            <translation>Zoom</translation>
        </message>
        <message>
            <source>The size of all text and rows.</source>
            <translation>Die Größe aller Texte und Zeilen.</translation>
        </message>
        <message>
            <source>Reduce motion</source>
            <translation>Bewegung verringern</translation>
        </message>
        <message>
            <source>Nothing moves by itself; what is busy says so standing still.</source>
            <translation>Nichts bewegt sich von selbst; Laufendes wird unbewegt angezeigt.</translation>
        </message>
        <message>
            <source>Show times in UTC</source>
            <translation>Zeiten in UTC anzeigen</translation>
        </message>
        <message>
            <source>Moments are shown in UTC instead of this machine's time zone.</source>
            <translation>Zeitpunkte erscheinen in UTC statt in der Zeitzone dieses Rechners.</translation>
        </message>
        <message>
            <source>Narrow navigation</source>
            <translation>Schmale Navigation</translation>
        </message>
        <message>
            <source>The navigation shows icons only, however wide the window is.</source>
            <translation>Die Navigation zeigt nur Symbole, wie breit das Fenster auch ist.</translation>
        </message>
        <message>
            <source>Ask before connecting to production again</source>
            <translation>Vor erneuter Verbindung zur Produktion fragen</translation>
        </message>
        <message>
            <source>A restored production connection waits for one click.</source>
            <translation>Eine wiederhergestellte Produktionsverbindung wartet auf einen Klick.</translation>
        </message>
        <message>
            <source>Look for engines on this machine</source>
            <translation>Auf diesem Rechner nach Engines suchen</translation>
        </message>
        <message>
            <source>The start page lists engines that answer on local ports.</source>
            <translation>Die Startseite listet Engines auf, die an lokalen Ports antworten.</translation>
        </message>
        <message>
            <source>Recent places</source>
            <translation>Zuletzt besuchte Orte</translation>
        </message>
        <message>
            <source>How many namespaces and actors the start page remembers.</source>
            <translation>Wie viele Namensräume und Aktoren sich die Startseite merkt.</translation>
        </message>
        <message>
            <source>Live and limits</source>
            <translation>Live und Grenzen</translation>
        </message>
        <message>
            <source>Refresh the list of actors every</source>
            <translation>Aktorenliste aktualisieren alle</translation>
        </message>
        <message>
            <source>A longer time asks less of the engine.</source>
            <translation>Eine längere Zeit belastet die Engine weniger.</translation>
        </message>
        <message>
            <source> s</source>
            <comment>seconds</comment>
            <translation> s</translation>
        </message>
        <message>
            <source>Actors open at once, per connection</source>
            <translation>Gleichzeitig geöffnete Aktoren je Verbindung</translation>
        </message>
        <message>
            <source>Beyond this the tab not used for longest closes, unless it has edits.</source>
            <translation>Darüber hinaus schließt der am längsten unbenutzte Tab, sofern er keine Änderungen enthält.</translation>
        </message>
        <message>
            <source>Let go of an unused preview after</source>
            <translation>Unbenutzte Vorschau schließen nach</translation>
        </message>
        <message>
            <source>An actor that was only looked at is closed, so that it can sleep.</source>
            <translation>Ein nur angesehener Aktor wird geschlossen, damit er schlafen kann.</translation>
        </message>
        <message>
            <source> min</source>
            <comment>minutes</comment>
            <translation> min</translation>
        </message>
        <message>
            <source>State editor</source>
            <translation>Zustandseditor</translation>
        </message>
        <message>
            <source>Show a state first as</source>
            <translation>Zustand zuerst zeigen als</translation>
        </message>
        <message>
            <source>Which view an actor opens with; each tab remembers what it showed.</source>
            <translation>Mit welcher Ansicht ein Aktor öffnet; jeder Tab merkt sich, was er zeigte.</translation>
        </message>
        <message>
            <source>Tree</source>
            <translation>Baum</translation>
        </message>
        <message>
            <source>JSON</source>
            <translation>JSON</translation>
        </message>
        <message>
            <source>REPL</source>
            <translation>Konsole (REPL)</translation>
        </message>
        <message>
            <source>Enter runs the input</source>
            <translation>Eingabetaste führt die Eingabe aus</translation>
        </message>
        <message>
            <source>Shift+Enter begins a new line; otherwise Ctrl+Enter runs.</source>
            <translation>Umschalt+Eingabe beginnt eine neue Zeile; sonst führt Strg+Eingabe aus.</translation>
        </message>
        <message>
            <source>Remember what was run</source>
            <translation>Ausgeführtes merken</translation>
        </message>
        <message>
            <source>Without it the history ends with the program, and what was kept is deleted.</source>
            <translation>Ohne dies endet der Verlauf mit dem Programm, und Gespeichertes wird gelöscht.</translation>
        </message>
        <message>
            <source>Remember unfinished input</source>
            <translation>Unfertige Eingabe merken</translation>
        </message>
        <message>
            <source>What was typed and not run comes back with the session.</source>
            <translation>Was eingegeben und nicht ausgeführt wurde, kommt mit der Sitzung zurück.</translation>
        </message>
        <message>
            <source>Notifications</source>
            <translation>Benachrichtigungen</translation>
        </message>
        <message>
            <source>Say new ones in the status bar</source>
            <translation>Neue in der Statusleiste melden</translation>
        </message>
        <message>
            <source>A new notification is shown there for a moment; the list has it anyway.</source>
            <translation>Eine neue Benachrichtigung erscheint dort kurz; in der Liste steht sie ohnehin.</translation>
        </message>
        <message>
            <source>Keep at most</source>
            <translation>Höchstens behalten</translation>
        </message>
        <message>
            <source>Older notifications make room for new ones.</source>
            <translation>Ältere Benachrichtigungen machen neuen Platz.</translation>
        </message>
        <message numerus="yes">
            <source>%n minute(s)</source>
            <translation>
                <numerusform>%n Minute</numerusform>
                <numerusform>%n Minuten</numerusform>
            </translation>
        </message>
        <message>
            <source>Privacy and safety</source>
            <translation>Datenschutz und Sicherheit</translation>
        </message>
        <message>
            <source>Allow changes in production for</source>
            <translation>Änderungen in der Produktion erlauben für</translation>
        </message>
        <message>
            <source>What the dialog offers first; afterwards it is read-only again.</source>
            <translation>Was der Dialog zuerst anbietet; danach ist wieder alles schreibgeschützt.</translation>
        </message>
        <message>
            <source>Keep edits that are not applied</source>
            <translation>Nicht angewendete Änderungen behalten</translation>
        </message>
        <message>
            <source>They are written to the session file, readable by you alone.</source>
            <translation>Sie werden in die Sitzungsdatei geschrieben, lesbar nur für das eigene Konto.</translation>
        </message>
        <message>
            <source>Time to undo destroying a local actor</source>
            <translation>Frist, um das Zerstören eines lokalen Aktors rückgängig zu machen</translation>
        </message>
        <message>
            <source>So long nothing is sent; with none it is destroyed at once.</source>
            <translation>So lange wird nichts gesendet; ohne Frist wird er sofort zerstört.</translation>
        </message>
        <message>
            <source>Keep copies of destroyed actors</source>
            <translation>Kopien zerstörter Aktoren aufbewahren</translation>
        </message>
        <message>
            <source>Before an actor is destroyed from here, its state is written to a file.</source>
            <translation>Bevor ein Aktor von hier aus zerstört wird, wird sein Zustand in eine Datei geschrieben.</translation>
        </message>
        <message>
            <source>Keep versions of states on disk</source>
            <translation>Versionen von Zuständen auf der Festplatte behalten</translation>
        </message>
        <message>
            <source>Every state an opened actor had is kept; otherwise until the tab closes.</source>
            <translation>Jeder Zustand eines geöffneten Aktors bleibt erhalten; sonst nur, bis der Tab schließt.</translation>
        </message>
        <message>
            <source>Remember recent places</source>
            <translation>Zuletzt besuchte Orte merken</translation>
        </message>
        <message>
            <source>The names of actors and namespaces opened last are written to a file.</source>
            <translation>Die Namen zuletzt geöffneter Aktoren und Namensräume werden in eine Datei geschrieben.</translation>
        </message>
        <message>
            <source>Restore Edits</source>
            <translation>Änderungen wiederherstellen</translation>
        </message>
        <message>
            <source>Edit %1</source>
            <translation>%1 bearbeiten</translation>
        </message>
        <message>
            <source>Add %1</source>
            <translation>%1 hinzufügen</translation>
        </message>
        <message>
            <source>Delete %1</source>
            <translation>%1 löschen</translation>
        </message>
        <message>
            <source>Restore Version %1</source>
            <translation>Version %1 wiederherstellen</translation>
        </message>
        <message>
            <source>Its crash policy is restart, so the engine starts it again, waiting longer each time.</source>
            <translation>Seine Absturzregel ist restart, daher startet die Engine ihn erneut und wartet jedes Mal länger.</translation>
        </message>
        <message>
            <source>Its crash policy is sleep, so it stays down until a request or an alarm wakes it.</source>
            <translation>Seine Absturzregel ist sleep, daher bleibt er gestoppt, bis eine Anfrage oder ein Alarm ihn weckt.</translation>
        </message>
        <message>
            <source>Its crash policy is destroy, so it does not come back.</source>
            <translation>Seine Absturzregel ist destroy, daher kommt er nicht zurück.</translation>
        </message>
        <message>
            <source>Correct the cause, then create the actor anew with the same key.</source>
            <translation>Die Ursache beheben, dann den Aktor mit demselben Schlüssel neu erstellen.</translation>
        </message>
        <message>
            <source>Read the text below, correct the cause in the actor, then wake it.</source>
            <translation>Den Text unten lesen, die Ursache im Aktor beheben, dann ihn wecken.</translation>
        </message>
        <message>
            <source>The pool cannot start actors: %1. While that lasts, its error stands in place of the actor's own.</source>
            <translation>Der Pool kann keine Aktoren starten: %1. Solange das andauert, steht sein Fehler anstelle des eigenen Fehlers des Aktors.</translation>
        </message>
        <message>
            <source>A runner has started it and says that it is ready for requests.</source>
            <translation>Ein Runner hat ihn gestartet und meldet, dass er für Anfragen bereit ist.</translation>
        </message>
        <message>
            <source>Nothing needs to be done.</source>
            <translation>Nichts ist zu tun.</translation>
        </message>
        <message>
            <source>It ended with an error and was destroyed.</source>
            <translation>Er endete mit einem Fehler und wurde zerstört.</translation>
        </message>
        <message>
            <source>It was destroyed: by a request, by ending itself, or by its crash policy. Its data is gone.</source>
            <translation>Er wurde zerstört: durch eine Anfrage, durch sich selbst oder durch seine Absturzregel. Seine Daten sind weg.</translation>
        </message>
        <message>
            <source>Create a new actor with the same key if it is still wanted.</source>
            <translation>Wird er noch benötigt, einen neuen Aktor mit demselben Schlüssel erstellen.</translation>
        </message>
        <message>
            <source>It ended with an error of its own code.</source>
            <translation>Er endete mit einem Fehler in seinem eigenen Code.</translation>
        </message>
        <message>
            <source>The process that ran it stopped answering, so the engine counts the actor as lost.</source>
            <translation>Der Prozess, der ihn ausführte, antwortet nicht mehr, daher gilt der Aktor für die Engine als verloren.</translation>
        </message>
        <message>
            <source>Look whether that process died or lost its network; then wake the actor.</source>
            <translation>Prüfen, ob der Prozess beendet ist oder das Netz verloren hat; dann den Aktor wecken.</translation>
        </message>
        <message>
            <source>Its runner was shut down and the actor did not stop within the grace period.</source>
            <translation>Sein Runner wurde beendet, und der Aktor hielt nicht innerhalb der Schonfrist an.</translation>
        </message>
        <message>
            <source>Let actions end sooner, or lengthen the pool's grace period; then wake the actor.</source>
            <translation>Aktionen früher enden lassen oder die Schonfrist des Pools verlängern; dann den Aktor wecken.</translation>
        </message>
        <message>
            <source>its endpoint answers with an HTTP error</source>
            <translation>sein Endpunkt antwortet mit einem HTTP-Fehler</translation>
        </message>
        <message>
            <source>Open the pool's URL and read its answer; check the headers and the deployment.</source>
            <translation>Die URL des Pools öffnen und die Antwort lesen; die Header und das Deployment prüfen.</translation>
        </message>
        <message>
            <source>its endpoint cannot be reached</source>
            <translation>sein Endpunkt ist nicht erreichbar</translation>
        </message>
        <message>
            <source>Check that the endpoint runs and that the engine can reach its URL.</source>
            <translation>Prüfen, ob der Endpunkt läuft und die Engine seine URL erreichen kann.</translation>
        </message>
        <message>
            <source>its endpoint answers, but not as RivetKit does</source>
            <translation>sein Endpunkt antwortet, aber nicht wie RivetKit</translation>
        </message>
        <message>
            <source>Check the path in the pool's URL; it usually ends in /api/rivet.</source>
            <translation>Den Pfad in der URL des Pools prüfen; er endet meist auf /api/rivet.</translation>
        </message>
        <message>
            <source>its endpoint ends each request too early</source>
            <translation>sein Endpunkt beendet jede Anfrage zu früh</translation>
        </message>
        <message>
            <source>Make the request's lifespan in the pool shorter than the platform's own limit.</source>
            <translation>Die Lebensdauer der Anfrage im Pool kürzer einstellen als die Grenze der Plattform.</translation>
        </message>
        <message>
            <source>its runners are of an older version than before</source>
            <translation>seine Runner haben eine ältere Version als zuvor</translation>
        </message>
        <message>
            <source>Deploy a version at least as high as the last one.</source>
            <translation>Eine Version ausrollen, die mindestens so hoch ist wie die letzte.</translation>
        </message>
        <message>
            <source>the engine reports an error of its own</source>
            <translation>die Engine meldet einen eigenen Fehler</translation>
        </message>
        <message>
            <source>Read the engine's log.</source>
            <translation>Das Protokoll der Engine lesen.</translation>
        </message>
        <message>
            <source>As many actors run as the pool allows at once. The engine tries again by itself.</source>
            <translation>Es laufen so viele Aktoren, wie der Pool gleichzeitig erlaubt. Die Engine versucht es von selbst erneut.</translation>
        </message>
        <message>
            <source>Put actors to sleep, or raise the pool's highest number of actors.</source>
            <translation>Aktoren schlafen legen oder die Höchstzahl der Aktoren im Pool erhöhen.</translation>
        </message>
        <message>
            <source>The engine failed while it started the actor.</source>
            <translation>Die Engine scheiterte beim Starten des Aktors.</translation>
        </message>
        <message>
            <source>Read the engine's log, then wake the actor.</source>
            <translation>Das Protokoll der Engine lesen, dann den Aktor wecken.</translation>
        </message>
        <message>
            <source>It failed again soon after it was started, so the engine waits before the next try: 2 s, then twice as long each time, up to about 9 minutes. Ten quiet minutes reset that.</source>
            <translation>Er schlug kurz nach dem Start erneut fehl, daher wartet die Engine vor dem nächsten Versuch: 2 s, dann jedes Mal doppelt so lange, bis etwa 9 Minuten. Zehn ruhige Minuten setzen das zurück.</translation>
        </message>
        <message>
            <source>Correct the cause. Rescheduling starts the actor at once instead of waiting.</source>
            <translation>Die Ursache beheben. Neu einplanen startet den Aktor sofort, ohne zu warten.</translation>
        </message>
        <message>
            <source>Nothing is known of a pool %1 here: it is not configured and no runner of that name is connected.</source>
            <translation>Über einen Pool %1 ist hier nichts bekannt: Er ist nicht konfiguriert, und kein Runner dieses Namens ist verbunden.</translation>
        </message>
        <message>
            <source>Start a runner for this pool, or create the actor in a pool that exists.</source>
            <translation>Einen Runner für diesen Pool starten oder den Aktor in einem vorhandenen Pool erstellen.</translation>
        </message>
        <message>
            <source>No runner of its pool is connected, so there is nowhere to start it.</source>
            <translation>Kein Runner seines Pools ist verbunden, daher kann er nirgends starten.</translation>
        </message>
        <message>
            <source>Start your application with this engine's endpoint; the actor starts by itself then.</source>
            <translation>Die Anwendung mit dem Endpunkt dieser Engine starten; der Aktor startet dann von selbst.</translation>
        </message>
        <message>
            <source>Every runner of its pool is shutting down, and such runners take no new actors.</source>
            <translation>Jeder Runner seines Pools wird beendet, und solche Runner nehmen keine neuen Aktoren an.</translation>
        </message>
        <message>
            <source>Start a new runner, or wait for the next version to connect.</source>
            <translation>Einen neuen Runner starten oder warten, bis sich die nächste Version verbindet.</translation>
        </message>
        <message>
            <source>No runner of its pool has answered within the last 10 s; silent ones get no actors.</source>
            <translation>Kein Runner seines Pools hat in den letzten 10 s geantwortet; stumme bekommen keine Aktoren.</translation>
        </message>
        <message>
            <source>Look whether the runner's process hangs or lost its network.</source>
            <translation>Prüfen, ob der Prozess des Runners hängt oder das Netz verloren hat.</translation>
        </message>
        <message>
            <source>Every slot of its pool is taken. The actor starts as soon as another one stops.</source>
            <translation>Jeder Slot seines Pools ist belegt. Der Aktor startet, sobald ein anderer anhält.</translation>
        </message>
        <message>
            <source>Put actors to sleep, start another runner, or give the runners more slots.</source>
            <translation>Aktoren schlafen legen, einen weiteren Runner starten oder den Runnern mehr Slots geben.</translation>
        </message>
        <message>
            <source>There is room: the engine picks a runner of the highest version, with free slots, that answered within 10 s. It should start any moment.</source>
            <translation>Platz ist frei: Die Engine wählt einen Runner der höchsten Version mit freien Slots, der innerhalb von 10 s geantwortet hat. Er sollte jeden Moment starten.</translation>
        </message>
        <message>
            <source>If it stays so, read the runner's log: starting may fail before the actor reports.</source>
            <translation>Bleibt es dabei, das Protokoll des Runners lesen: Der Start kann scheitern, bevor der Aktor sich meldet.</translation>
        </message>
        <message>
            <source>It waits for a runner with room.</source>
            <translation>Er wartet auf einen Runner mit freiem Platz.</translation>
        </message>
        <message>
            <source>Look at the runners of its pool.</source>
            <translation>Die Runner seines Pools prüfen.</translation>
        </message>
        <message>
            <source>It was stopped by an error.</source>
            <translation>Er wurde durch einen Fehler angehalten.</translation>
        </message>
        <message>
            <source>It had nothing to do and was put to sleep. Its state is stored; looking at it here does not wake it.</source>
            <translation>Er hatte nichts zu tun und wurde schlafen gelegt. Sein Zustand ist gespeichert; ihn hier anzusehen weckt ihn nicht.</translation>
        </message>
        <message>
            <source>A request, a message or its next alarm wakes it, and so can you.</source>
            <translation>Eine Anfrage, eine Nachricht oder sein nächster Alarm weckt ihn; von Hand geht es auch.</translation>
        </message>
        <message>
            <source>A runner was given the actor and has not said yet that it is ready. It has 30 s for that.</source>
            <translation>Ein Runner hat den Aktor erhalten und noch nicht gemeldet, dass er bereit ist. Dafür hat er 30 s.</translation>
        </message>
        <message>
            <source>If it stays so, read the runner's log: the actor's start may hang or fail.</source>
            <translation>Bleibt es dabei, das Protokoll des Runners lesen: Der Start des Aktors kann hängen oder scheitern.</translation>
        </message>
        <message>
            <source>The engine's record fits none of the known rules.</source>
            <translation>Der Datensatz der Engine passt zu keiner bekannten Regel.</translation>
        </message>
        <message>
            <source>Look at the record in Details.</source>
            <translation>Den Datensatz unter Details ansehen.</translation>
        </message>
        <message>
            <source>%1 d %2 h</source>
            <translation>%1 d %2 h</translation>
        </message>
        <message>
            <source>%1 in %2</source>
            <comment>a pool in a datacenter</comment>
            <translation>%1 in %2</translation>
        </message>
        <message>
            <source>Runners</source>
            <translation>Runner</translation>
        </message>
        <message>
            <source>could not be read</source>
            <translation>nicht lesbar</translation>
        </message>
        <message>
            <source>Runners that take actors</source>
            <translation>Runner, die Aktoren annehmen</translation>
        </message>
        <message>
            <source>Runners shutting down</source>
            <translation>Runner, die beendet werden</translation>
        </message>
        <message>
            <source>Silent runners</source>
            <translation>Stumme Runner</translation>
        </message>
        <message>
            <source>Free slots</source>
            <translation>Freie Slots</translation>
        </message>
        <message>
            <source>Highest version</source>
            <translation>Höchste Version</translation>
        </message>
        <message>
            <source>Ready for</source>
            <translation>Bereit seit</translation>
        </message>
        <message>
            <source>Waiting for</source>
            <translation>Wartet seit</translation>
        </message>
        <message>
            <source>Down for</source>
            <translation>Inaktiv seit</translation>
        </message>
        <message>
            <source>Created before</source>
            <translation>Erstellt vor</translation>
        </message>
        <message>
            <source>Next try in</source>
            <translation>Nächster Versuch in</translation>
        </message>
        <message>
            <source>Crash policy</source>
            <translation>Absturzregel</translation>
        </message>
        <message>
            <source>Last error of the pool</source>
            <translation>Letzter Fehler des Pools</translation>
        </message>
        <message>
            <source>rows with this word anywhere</source>
            <translation>Zeilen, in denen das Wort irgendwo steht</translation>
        </message>
        <message>
            <source>exactly these words</source>
            <translation>genau diese Wörter</translation>
        </message>
        <message>
            <source>these letters in this order, near each other</source>
            <translation>diese Buchstaben in dieser Folge, nah beieinander</translation>
        </message>
        <message>
            <source>a regular expression</source>
            <translation>ein regulärer Ausdruck</translation>
        </message>
        <message>
            <source>not so</source>
            <translation>nicht so</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>Filter</translation>
        </message>
        <message>
            <source>Terms side by side; all must hold.</source>
            <translation>Bedingungen nebeneinander; alle müssen gelten.</translation>
        </message>
        <message>
            <source>After “~” come letters in their order, like ~gnrl for general.</source>
            <translation>Nach „~“ kommen Buchstaben in ihrer Folge, etwa ~allg für allgemein.</translation>
        </message>
        <message>
            <source>Say on the desktop what ended</source>
            <translation>Auf dem Schreibtisch sagen, was zu Ende ist</translation>
        </message>
        <message>
            <source>Jobs that ended and connections that were lost, while another program is in front and where the desktop shows notifications.</source>
            <translation>Beendete Aufträge und verlorene Verbindungen, während ein anderes Programm vorne ist und wo der Schreibtisch Mitteilungen zeigt.</translation>
        </message>
    </context>
    <context>
        <name>rove::ui::NotificationsPage</name>
        <message>
            <source>Sh&amp;ow What It Is About</source>
            <translation>&amp;Betroffenes anzeigen</translation>
        </message>
        <message>
            <source>Go to the actor or the engine concerned</source>
            <translation>Zum betroffenen Aktor oder zur Engine gehen</translation>
        </message>
        <message>
            <source>&amp;Copy Notification</source>
            <translation>Benachrichtigung &amp;kopieren</translation>
        </message>
        <message>
            <source>Copy what happened, with its details</source>
            <translation>Kopieren, was geschah, mit Einzelheiten</translation>
        </message>
        <message>
            <source>&amp;Remove Notification</source>
            <translation>Benachrichtigung &amp;entfernen</translation>
        </message>
        <message>
            <source>Take this one out of the list</source>
            <translation>Diese aus der Liste nehmen</translation>
        </message>
        <message>
            <source>C&amp;lear Notifications</source>
            <translation>Benachrichtigungen &amp;leeren</translation>
        </message>
        <message>
            <source>Empty the list of notifications</source>
            <translation>Die Liste der Benachrichtigungen leeren</translation>
        </message>
        <message>
            <source>Find a notification</source>
            <translation>Benachrichtigung suchen</translation>
        </message>
        <message>
            <source>Notifications</source>
            <translation>Benachrichtigungen</translation>
        </message>
        <message>
            <source>Nothing to report</source>
            <translation>Nichts zu melden</translation>
        </message>
        <message>
            <source>A lost connection, a failed job or a stopped engine is noted here.</source>
            <translation>Eine verlorene Verbindung, ein fehlgeschlagener Auftrag oder eine gestoppte Engine wird hier vermerkt.</translation>
        </message>
        <message>
            <source>No notification matches</source>
            <translation>Keine passende Benachrichtigung</translation>
        </message>
        <message>
            <source>None of them contains “%1”.</source>
            <translation>Keine enthält „%1“.</translation>
        </message>
        <message numerus="yes">
            <source>%n notification(s)</source>
            <translation>
                <numerusform>%n Benachrichtigung</numerusform>
                <numerusform>%n Benachrichtigungen</numerusform>
            </translation>
        </message>
        <message>
            <source>No notification is chosen.</source>
            <translation>Keine Benachrichtigung ist gewählt.</translation>
        </message>
        <message>
            <source>There is nothing more to show.</source>
            <translation>Mehr gibt es nicht zu zeigen.</translation>
        </message>
        <message>
            <source>The list is empty.</source>
            <translation>Die Liste ist leer.</translation>
        </message>
        <message>
            <source>Notification</source>
            <translation>Benachrichtigung</translation>
        </message>
    </context>
    <context>
        <name>rove::ui::OverviewPage</name>
        <message numerus="yes">
            <source>%n more</source>
            <translation>
                <numerusform>noch %n</numerusform>
                <numerusform>noch %n</numerusform>
            </translation>
        </message>
        <message>
            <source>Actors</source>
            <translation>Aktoren</translation>
        </message>
        <message>
            <source>Failing</source>
            <translation>Fehlerhaft</translation>
        </message>
        <message>
            <source>No actor fails.</source>
            <translation>Kein Aktor ist fehlerhaft.</translation>
        </message>
        <message>
            <source>Problems</source>
            <translation>Probleme</translation>
        </message>
        <message>
            <source>None was found.</source>
            <translation>Keine gefunden.</translation>
        </message>
        <message>
            <source>Types</source>
            <translation>Typen</translation>
        </message>
        <message>
            <source>No type is known yet.</source>
            <translation>Noch ist kein Typ bekannt.</translation>
        </message>
        <message>
            <source>Runner pools</source>
            <translation>Runner-Pools</translation>
        </message>
        <message>
            <source>Asking for pools…</source>
            <translation>Pools werden abgefragt…</translation>
        </message>
        <message>
            <source>Open last</source>
            <translation>Zuletzt geöffnet</translation>
        </message>
        <message>
            <source>Actors you open are listed here.</source>
            <translation>Geöffnete Aktoren erscheinen hier.</translation>
        </message>
        <message>
            <source>Actors by status</source>
            <translation>Aktoren nach Status</translation>
        </message>
        <message>
            <source>Overview</source>
            <translation>Übersicht</translation>
        </message>
        <message>
            <source>Not connected</source>
            <translation>Nicht verbunden</translation>
        </message>
        <message>
            <source>Choose a connection to see how its actors are.</source>
            <translation>Verbindung wählen, um zu sehen, wie es ihren Aktoren geht.</translation>
        </message>
        <message>
            <source>none yet</source>
            <translation>noch keine</translation>
        </message>
        <message numerus="yes">
            <source>%1 in %n type(s)</source>
            <translation>
                <numerusform>%1 in %n Typ</numerusform>
                <numerusform>%1 in %n Typen</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 running</source>
            <translation>%1 laufend</translation>
        </message>
        <message>
            <source>%1 failing</source>
            <translation>%1 fehlerhaft</translation>
        </message>
        <message numerus="yes">
            <source>%n runner(s)</source>
            <translation>
                <numerusform>%n Runner</numerusform>
                <numerusform>%n Runner</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 draining</source>
            <translation>%1 in Leerung</translation>
        </message>
        <message>
            <source>serverless</source>
            <translation>serverless</translation>
        </message>
        <message>
            <source>%1 of %2 slots</source>
            <translation>%1 von %2 Plätzen</translation>
        </message>
        <message numerus="yes">
            <source>%n actor(s)</source>
            <translation>
                <numerusform>%n Aktor</numerusform>
                <numerusform>%n Aktoren</numerusform>
            </translation>
        </message>
        <message>
            <source>There is no pool.</source>
            <translation>Es gibt keinen Pool.</translation>
        </message>
    </context>
    <context>
        <name>rove::ui::PreferencesPage</name>
        <message>
            <source>Set this to its standard value</source>
            <translation>Auf den Standardwert setzen</translation>
        </message>
        <message>
            <source>Reset %1</source>
            <translation>%1 zurücksetzen</translation>
        </message>
        <message>
            <source>Preferences</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>Find a setting</source>
            <translation>Einstellung suchen</translation>
        </message>
        <message>
            <source>Sections</source>
            <translation>Abschnitte</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>Reset &amp;All…</source>
            <translation>&amp;Alle zurücksetzen…</translation>
        </message>
        <message>
            <source>No setting matches</source>
            <translation>Keine passende Einstellung</translation>
        </message>
        <message>
            <source>Nothing here is about “%1”.</source>
            <translation>Nichts hier handelt von „%1“.</translation>
        </message>
        <message>
            <source>Reset All Settings</source>
            <translation>Alle Einstellungen zurücksetzen</translation>
        </message>
        <message>
            <source>Give every setting its standard value again?</source>
            <translation>Alle Einstellungen wieder auf ihre Standardwerte setzen?</translation>
        </message>
        <message>
            <source>&amp;Reset All</source>
            <translation>Alle &amp;zurücksetzen</translation>
        </message>
    </context>
    <context>
        <name>rove::ui::ReplPage</name>
        <message>
            <source>History</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <source>Search the inputs that were run</source>
            <translation>Ausgeführte Eingaben durchsuchen</translation>
        </message>
        <message>
            <source>Inputs, newest first</source>
            <translation>Eingaben, neueste zuerst</translation>
        </message>
        <message>
            <source>Inputs are kept on this computer as plain text, secrets in them too.</source>
            <translation>Eingaben werden auf diesem Computer als Klartext gespeichert, auch Geheimnisse darin.</translation>
        </message>
        <message>
            <source>&amp;Keep them</source>
            <translation>&amp;Aufbewahren</translation>
        </message>
        <message>
            <source>Without it, inputs are forgotten when Rove ends</source>
            <translation>Ohne dies werden Eingaben vergessen, sobald Rove endet</translation>
        </message>
        <message>
            <source>&amp;Clear History</source>
            <translation>Verlauf &amp;leeren</translation>
        </message>
        <message>
            <source>&amp;Run Input</source>
            <translation>&amp;Eingabe ausführen</translation>
        </message>
        <message>
            <source>Run what is in the editor</source>
            <translation>Ausführen, was im Editor steht</translation>
        </message>
        <message>
            <source>Run &amp;Selection</source>
            <translation>&amp;Auswahl ausführen</translation>
        </message>
        <message>
            <source>Run only what is selected in the editor</source>
            <translation>Nur ausführen, was im Editor ausgewählt ist</translation>
        </message>
        <message>
            <source>S&amp;top Script</source>
            <translation>S&amp;kript stoppen</translation>
        </message>
        <message>
            <source>End what runs and what waits</source>
            <translation>Beenden, was läuft und was wartet</translation>
        </message>
        <message>
            <source>C&amp;omplete</source>
            <translation>&amp;Vervollständigen</translation>
        </message>
        <message>
            <source>Show what could come next</source>
            <translation>Zeigen, was als Nächstes kommen könnte</translation>
        </message>
        <message>
            <source>&amp;Previous Input</source>
            <translation>V&amp;orherige Eingabe</translation>
        </message>
        <message>
            <source>Bring back the input before</source>
            <translation>Die vorige Eingabe zurückholen</translation>
        </message>
        <message>
            <source>&amp;Next Input</source>
            <translation>&amp;Nächste Eingabe</translation>
        </message>
        <message>
            <source>Go on to the input after</source>
            <translation>Zur folgenden Eingabe weitergehen</translation>
        </message>
        <message>
            <source>Search &amp;History…</source>
            <translation>Verlauf d&amp;urchsuchen…</translation>
        </message>
        <message>
            <source>Find an input that was run before</source>
            <translation>Eine früher ausgeführte Eingabe suchen</translation>
        </message>
        <message>
            <source>Save as Snippe&amp;t…</source>
            <translation>Als Schni&amp;psel speichern…</translation>
        </message>
        <message>
            <source>Keep what is in the editor under a name</source>
            <translation>Den Inhalt des Editors unter einem Namen aufbewahren</translation>
        </message>
        <message>
            <source>Copy &amp;Input</source>
            <translation>E&amp;ingabe kopieren</translation>
        </message>
        <message>
            <source>Copy the input that the chosen entry belongs to</source>
            <translation>Die Eingabe kopieren, zu der der gewählte Eintrag gehört</translation>
        </message>
        <message>
            <source>&amp;Copy as JSON</source>
            <translation>Als &amp;JSON kopieren</translation>
        </message>
        <message>
            <source>Copy the chosen value as JSON, or the text</source>
            <translation>Den gewählten Wert als JSON kopieren, sonst den Text</translation>
        </message>
        <message>
            <source>Save as &amp;Variable…</source>
            <translation>Als Varia&amp;ble speichern…</translation>
        </message>
        <message>
            <source>Give the chosen value a name for later inputs</source>
            <translation>Dem gewählten Wert einen Namen für spätere Eingaben geben</translation>
        </message>
        <message>
            <source>Insert &amp;Path</source>
            <translation>P&amp;fad einfügen</translation>
        </message>
        <message>
            <source>Write how to reach the chosen value into the editor</source>
            <translation>Den Zugriff auf den gewählten Wert in den Editor schreiben</translation>
        </message>
        <message>
            <source>C&amp;lear Transcript</source>
            <translation>Mitschrift &amp;leeren</translation>
        </message>
        <message>
            <source>Empty the transcript; variables stay</source>
            <translation>Die Mitschrift leeren; Variablen bleiben</translation>
        </message>
        <message>
            <source>Start a New &amp;World</source>
            <translation>Neue Um&amp;gebung starten</translation>
        </message>
        <message>
            <source>Forget all variables and results</source>
            <translation>Alle Variablen und Ergebnisse vergessen</translation>
        </message>
        <message>
            <source>&amp;Enter Runs</source>
            <translation>Ente&amp;r führt aus</translation>
        </message>
        <message>
            <source>Enter runs an input that is finished and Shift+Enter begins a line; without it only Ctrl+Enter runs</source>
            <translation>Enter führt eine fertige Eingabe aus und Umschalt+Enter beginnt eine Zeile; ohne dies führt nur Strg+Enter aus</translation>
        </message>
        <message>
            <source>Run</source>
            <translation>Ausführen</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Stopp</translation>
        </message>
        <message>
            <source>the actor's actions</source>
            <translation>die Aktionen des Aktors</translation>
        </message>
        <message>
            <source>the newest state, to read</source>
            <translation>der neueste Zustand, zum Lesen</translation>
        </message>
        <message>
            <source>waits for milliseconds</source>
            <translation>wartet so viele Millisekunden</translation>
        </message>
        <message>
            <source>prints</source>
            <translation>gibt aus</translation>
        </message>
        <message>
            <source>says what there is</source>
            <translation>sagt, was es gibt</translation>
        </message>
        <message>
            <source>declared here</source>
            <translation>hier deklariert</translation>
        </message>
        <message>
            <source>snippet: %1</source>
            <translation>Schnipsel: %1</translation>
        </message>
        <message>
            <source>action</source>
            <translation>Aktion</translation>
        </message>
        <message>
            <source>of an array</source>
            <translation>eines Arrays</translation>
        </message>
        <message>
            <source>of a string</source>
            <translation>einer Zeichenkette</translation>
        </message>
        <message>
            <source>wait(milliseconds)</source>
            <translation>wait(Millisekunden)</translation>
        </message>
        <message>
            <source>%1(…): argument %2</source>
            <translation>%1(…): Argument %2</translation>
        </message>
        <message>
            <source>%1(…): argument %2; last called with %3</source>
            <translation>%1(…): Argument %2; zuletzt aufgerufen mit %3</translation>
        </message>
        <message>
            <source>Completions</source>
            <translation>Vervollständigungen</translation>
        </message>
        <message>
            <source>JavaScript to run</source>
            <translation>Auszuführendes JavaScript</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <comment>completion, what it is</comment>
            <translation>%1, %2</translation>
        </message>
        <message>
            <source>Input</source>
            <comment>an entry of the transcript</comment>
            <translation>Eingabe</translation>
        </message>
        <message>
            <source>Result</source>
            <comment>an entry of the transcript</comment>
            <translation>Ergebnis</translation>
        </message>
        <message>
            <source>Error</source>
            <comment>an entry of the transcript</comment>
            <translation>Fehler</translation>
        </message>
        <message>
            <source>Note</source>
            <comment>an entry of the transcript</comment>
            <translation>Hinweis</translation>
        </message>
        <message>
            <source>Printed warning</source>
            <comment>an entry of the transcript</comment>
            <translation>Ausgegebene Warnung</translation>
        </message>
        <message>
            <source>Printed error</source>
            <comment>an entry of the transcript</comment>
            <translation>Ausgegebener Fehler</translation>
        </message>
        <message>
            <source>Printed</source>
            <comment>an entry of the transcript</comment>
            <translation>Ausgabe</translation>
        </message>
        <message numerus="yes">
            <source>Stopped after running for %n second(s) without a pause.</source>
            <translation>
                <numerusform>Gestoppt nach %n Sekunde Laufzeit ohne Pause.</numerusform>
                <numerusform>Gestoppt nach %n Sekunden Laufzeit ohne Pause.</numerusform>
            </translation>
        </message>
        <message>
            <source>Stopped: it took more memory than a script may, %1. Let go of large variables.</source>
            <translation>Gestoppt: Es brauchte mehr Speicher, als ein Skript darf, %1. Große Variablen freigeben.</translation>
        </message>
        <message>
            <source>A value was thrown that is no Error.</source>
            <translation>Ein Wert wurde geworfen, der kein Error ist.</translation>
        </message>
        <message>
            <source>%1 ms</source>
            <translation>%1 ms</translation>
        </message>
        <message>
            <source>%1 s</source>
            <translation>%1 s</translation>
        </message>
        <message>
            <source>Talk to the actor in JavaScript</source>
            <translation>In JavaScript mit dem Aktor sprechen</translation>
        </message>
        <message>
            <source>Call its actions, look into its state, keep results in variables. These are a beginning:</source>
            <translation>Seine Aktionen aufrufen, in seinen Zustand sehen, Ergebnisse in Variablen behalten. Zum Anfang:</translation>
        </message>
        <message>
            <source>calls an action</source>
            <translation>ruft eine Aktion auf</translation>
        </message>
        <message>
            <source>calls the action of that name</source>
            <translation>ruft die Aktion dieses Namens auf</translation>
        </message>
        <message>
            <source>reads the state</source>
            <translation>liest den Zustand</translation>
        </message>
        <message>
            <source>waits and prints</source>
            <translation>wartet und gibt aus</translation>
        </message>
        <message>
            <source>Put this into the editor</source>
            <translation>In den Editor übernehmen</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <comment>example, what it does</comment>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>Snippets</source>
            <translation>Schnipsel</translation>
        </message>
        <message>
            <source>More</source>
            <translation>Mehr</translation>
        </message>
        <message>
            <source>The history and the snippets could not be saved.</source>
            <translation>Verlauf und Schnipsel konnten nicht gespeichert werden.</translation>
        </message>
        <message>
            <source>Choose an actor first.</source>
            <translation>Zuerst einen Aktor wählen.</translation>
        </message>
        <message>
            <source>Not started</source>
            <translation>Nicht gestartet</translation>
        </message>
        <message>
            <source>The first input starts a world of its own for this actor.</source>
            <translation>Die erste Eingabe startet eine eigene Umgebung für diesen Aktor.</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>Bereit</translation>
        </message>
        <message>
            <source>Stopping</source>
            <translation>Wird angehalten</translation>
        </message>
        <message>
            <source>Running</source>
            <translation>Läuft</translation>
        </message>
        <message numerus="yes">
            <source>%n answer(s) awaited</source>
            <translation>
                <numerusform>%n Antwort erwartet</numerusform>
                <numerusform>%n Antworten erwartet</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>for %n second(s)</source>
            <translation>
                <numerusform>seit %n Sekunde</numerusform>
                <numerusform>seit %n Sekunden</numerusform>
            </translation>
        </message>
        <message>
            <source>The actor sleeps. Calling an action starts it; reading state does not.</source>
            <translation>Der Aktor schläft. Eine Aktion aufzurufen startet ihn; den Zustand zu lesen nicht.</translation>
        </message>
        <message>
            <source>Enter runs · Shift+Enter begins a line · Ctrl+Space completes</source>
            <translation>Enter führt aus · Umschalt+Enter beginnt eine Zeile · Strg+Leertaste vervollständigt</translation>
        </message>
        <message>
            <source>Ctrl+Enter runs · Ctrl+Space completes</source>
            <translation>Strg+Enter führt aus · Strg+Leertaste vervollständigt</translation>
        </message>
        <message>
            <source>The input is too long to be run.</source>
            <translation>Die Eingabe ist zu lang zum Ausführen.</translation>
        </message>
        <message>
            <source>Too much runs already. Stop the scripts that run, or wait for them.</source>
            <translation>Es läuft schon zu viel. Laufende Skripte stoppen oder auf sie warten.</translation>
        </message>
        <message>
            <source>No snippets are saved</source>
            <translation>Keine Schnipsel gespeichert</translation>
        </message>
        <message>
            <source>&amp;Delete Snippet</source>
            <translation>Schnipsel &amp;löschen</translation>
        </message>
        <message>
            <source>Save as Snippet</source>
            <translation>Als Schnipsel speichern</translation>
        </message>
        <message>
            <source>Name of the snippet:</source>
            <translation>Name des Schnipsels:</translation>
        </message>
        <message>
            <source>There are too many snippets. Delete one first.</source>
            <translation>Es gibt zu viele Schnipsel. Zuerst einen löschen.</translation>
        </message>
        <message>
            <source>value as JSON</source>
            <translation>Wert als JSON</translation>
        </message>
        <message>
            <source>text of the entry</source>
            <translation>Text des Eintrags</translation>
        </message>
        <message>
            <source>input</source>
            <translation>Eingabe</translation>
        </message>
        <message>
            <source>Save as Variable</source>
            <translation>Als Variable speichern</translation>
        </message>
        <message>
            <source>Name of the variable:</source>
            <translation>Name der Variablen:</translation>
        </message>
        <message>
            <source>%1 cannot be the name of a variable.</source>
            <translation>%1 kann kein Name einer Variablen sein.</translation>
        </message>
        <message>
            <source>No actor is chosen.</source>
            <translation>Kein Aktor gewählt.</translation>
        </message>
        <message>
            <source>The scripts are being stopped.</source>
            <translation>Die Skripte werden gestoppt.</translation>
        </message>
        <message>
            <source>The editor is empty.</source>
            <translation>Der Editor ist leer.</translation>
        </message>
        <message>
            <source>No entry is chosen.</source>
            <translation>Kein Eintrag ist gewählt.</translation>
        </message>
        <message>
            <source>This entry is not a kept result.</source>
            <translation>Dieser Eintrag ist kein aufbewahrtes Ergebnis.</translation>
        </message>
        <message>
            <source>Nothing is selected.</source>
            <translation>Nichts ist ausgewählt.</translation>
        </message>
        <message>
            <source>Nothing runs.</source>
            <translation>Nichts läuft.</translation>
        </message>
        <message>
            <source>Nothing was run before.</source>
            <translation>Zuvor wurde nichts ausgeführt.</translation>
        </message>
        <message>
            <source>The transcript is empty.</source>
            <translation>Die Mitschrift ist leer.</translation>
        </message>
        <message>
            <source>Nothing was run yet.</source>
            <translation>Noch wurde nichts ausgeführt.</translation>
        </message>
        <message>
            <source>No script can be run: too many scripts did not stop when they were told to. They end with Rove, at the latest.</source>
            <translation>Kein Skript kann ausgeführt werden: Zu viele Skripte hielten trotz Aufforderung nicht an. Sie enden spätestens mit Rove.</translation>
        </message>
        <message>
            <source>A new world was started. Variables and results of before are gone.</source>
            <translation>Eine neue Umgebung wurde gestartet. Variablen und Ergebnisse von vorher sind weg.</translation>
        </message>
        <message numerus="yes">
            <source>%n line(s) were printed faster than they can be shown.</source>
            <translation>
                <numerusform>%n Zeile wurde schneller ausgegeben, als sie sich anzeigen lässt.</numerusform>
                <numerusform>%n Zeilen wurden schneller ausgegeben, als sie sich anzeigen lassen.</numerusform>
            </translation>
        </message>
        <message>
            <source>Nobody caught: %1</source>
            <comment>a rejected promise, with its error</comment>
            <translation>Nicht abgefangen: %1</translation>
        </message>
        <message>
            <source>Stopped. Variables are kept; an action that was already called goes on in the actor.</source>
            <translation>Gestoppt. Variablen bleiben; eine schon aufgerufene Aktion läuft im Aktor weiter.</translation>
        </message>
        <message>
            <source>The script did not stop and was left behind. The next input starts a new world: variables and results are gone.</source>
            <translation>Das Skript hielt nicht an und wurde zurückgelassen. Die nächste Eingabe startet eine neue Umgebung: Variablen und Ergebnisse sind weg.</translation>
        </message>
        <message>
            <source>actor.action(…) calls an action and gives a promise of its answer: await actor.%1()</source>
            <translation>actor.action(…) ruft eine Aktion auf und gibt ein Promise ihrer Antwort: await actor.%1()</translation>
        </message>
        <message>
            <source>The actions of this actor are not known while it sleeps.</source>
            <translation>Die Aktionen dieses Aktors sind nicht bekannt, solange er schläft.</translation>
        </message>
        <message>
            <source>Actions: %1</source>
            <translation>Aktionen: %1</translation>
        </message>
        <message>
            <source>state is the newest state of the actor, to read.</source>
            <translation>state ist der neueste Zustand des Aktors, zum Lesen.</translation>
        </message>
        <message>
            <source>wait(ms) gives a promise that is kept after so many milliseconds.</source>
            <translation>wait(ms) gibt ein Promise, das nach so vielen Millisekunden erfüllt wird.</translation>
        </message>
        <message>
            <source>$1, $2, … are the last results, $_ is the newest one.</source>
            <translation>$1, $2, … sind die letzten Ergebnisse, $_ ist das neueste.</translation>
        </message>
        <message>
            <source>console.log, warn, error, assert, count, time and timeEnd print here.</source>
            <translation>console.log, warn, error, assert, count, time und timeEnd geben hier aus.</translation>
        </message>
        <message>
            <source>let, const and class may declare a name again in a later input.</source>
            <translation>let, const und class dürfen einen Namen in einer späteren Eingabe neu deklarieren.</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <comment>kind of entry, text</comment>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <comment>key, value</comment>
            <translation>%1: %2</translation>
        </message>
        <message>
            <source>stopped after %1</source>
            <translation>gestoppt nach %1</translation>
        </message>
        <message>
            <source>stopped</source>
            <translation>gestoppt</translation>
        </message>
        <message numerus="yes">
            <source>… %n more line(s)</source>
            <translation>
                <numerusform>… %n weitere Zeile</numerusform>
                <numerusform>… %n weitere Zeilen</numerusform>
            </translation>
        </message>
        <message>
            <source>Transcript</source>
            <translation>Mitschrift</translation>
        </message>
    </context>
    <context>
        <name>rove::ui::Shell</name>
        <message>
            <source>&amp;Undo</source>
            <translation>&amp;Rückgängig</translation>
        </message>
        <message>
            <source>The connection is read-only.</source>
            <translation>Die Verbindung ist schreibgeschützt.</translation>
        </message>
        <message>
            <source>%1 on %2</source>
            <comment>a namespace on a connection</comment>
            <translation>%1 auf %2</translation>
        </message>
        <message>
            <source>Go to actor, key, view or command</source>
            <translation>Zu Aktor, Schlüssel, Ansicht oder Befehl gehen</translation>
        </message>
        <message>
            <source>&amp;Allow Changes</source>
            <translation>Änderungen &amp;erlauben</translation>
        </message>
        <message>
            <source>&amp;Allow Changes…</source>
            <translation>Änderungen &amp;erlauben…</translation>
        </message>
        <message>
            <source>Connect &amp;To</source>
            <translation>Verbinden &amp;mit</translation>
        </message>
        <message>
            <source>&amp;Switch To</source>
            <translation>&amp;Wechseln zu</translation>
        </message>
        <message>
            <source>Open &amp;Recent</source>
            <translation>&amp;Zuletzt geöffnet</translation>
        </message>
        <message>
            <source>&amp;Open Windows</source>
            <translation>&amp;Offene Fenster</translation>
        </message>
        <message>
            <source>%1 copied</source>
            <translation>%1 kopiert</translation>
        </message>
        <message>
            <source>Close the tab of %1?</source>
            <translation>Tab von %1 schließen?</translation>
        </message>
        <message>
            <source>Engine :%1</source>
            <translation>Engine :%1</translation>
        </message>
        <message>
            <source>Engine stopped</source>
            <translation>Engine angehalten</translation>
        </message>
        <message>
            <source>Close this window?</source>
            <translation>Dieses Fenster schließen?</translation>
        </message>
        <message>
            <source>Undo the newest local edit</source>
            <translation>Die neueste lokale Bearbeitung rückgängig machen</translation>
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation>&amp;Wiederholen</translation>
        </message>
        <message>
            <source>Make the undone edit again</source>
            <translation>Die rückgängig gemachte Bearbeitung erneut ausführen</translation>
        </message>
        <message>
            <source>Endpoint copied</source>
            <translation>Endpunkt kopiert</translation>
        </message>
        <message>
            <source>Shortcuts</source>
            <translation>Tastenkürzel</translation>
        </message>
        <message>
            <source>Nothing is connected.</source>
            <translation>Es besteht keine Verbindung.</translation>
        </message>
        <message>
            <source>No tab waits for a connection.</source>
            <translation>Kein Tab wartet auf eine Verbindung.</translation>
        </message>
        <message>
            <source>This tab is connected.</source>
            <translation>Dieser Tab ist verbunden.</translation>
        </message>
        <message>
            <source>The local engine needs no settings.</source>
            <translation>Die lokale Engine braucht keine Einstellungen.</translation>
        </message>
        <message>
            <source>&amp;Lock Now</source>
            <translation>Jetzt &amp;sperren</translation>
        </message>
        <message>
            <source>&amp;Forbid Changes</source>
            <translation>Änderungen &amp;verbieten</translation>
        </message>
        <message>
            <source>The engine is starting or stopping.</source>
            <translation>Die Engine startet oder wird gerade angehalten.</translation>
        </message>
        <message>
            <source>The engine does not run.</source>
            <translation>Die Engine läuft nicht.</translation>
        </message>
        <message>
            <source>The engine runs already.</source>
            <translation>Die Engine läuft bereits.</translation>
        </message>
        <message>
            <source>The engine keeps its data in memory.</source>
            <translation>Die Engine hält ihre Daten im Arbeitsspeicher.</translation>
        </message>
        <message>
            <source>%1 — %2</source>
            <comment>an actor and where it is</comment>
            <translation>%1 — %2</translation>
        </message>
        <message>
            <source>Nothing was opened yet</source>
            <translation>Noch nichts geöffnet</translation>
        </message>
        <message>
            <source>About Rove</source>
            <translation>Über Rove</translation>
        </message>
        <message>
            <source>&lt;h3&gt;Rove %1&lt;/h3&gt;&lt;p&gt;A workbench for Rivet actors.&lt;/p&gt;&lt;p&gt;Free software under the GNU General Public License, version 3 or later. Icons: Bootstrap Icons (MIT).&lt;/p&gt;</source>
            <translation>&lt;h3&gt;Rove %1&lt;/h3&gt;&lt;p&gt;Eine Werkbank für Rivet-Aktoren.&lt;/p&gt;&lt;p&gt;Freie Software unter der GNU General Public License, Version 3 oder später. Symbole: Bootstrap Icons (MIT).&lt;/p&gt;</translation>
        </message>
        <message>
            <source>The arrangement of docks could not be restored, so they stand as at first.</source>
            <translation>Die Anordnung der Andockfenster ließ sich nicht wiederherstellen; sie stehen wieder wie am Anfang.</translation>
        </message>
        <message>
            <source>La&amp;youts</source>
            <translation>La&amp;youts</translation>
        </message>
        <message>
            <source>Connections are tabs at the top. At the left are the views of the one that is shown; Ctrl+K goes anywhere by typing. F1 says what the part with the focus is.</source>
            <translation>Verbindungen sind Reiter oben. Links stehen die Ansichten der gezeigten; Strg+K führt durch Tippen überallhin. F1 sagt, was der Teil mit dem Fokus ist.</translation>
        </message>
        <message>
            <source>Save Layout</source>
            <translation>Layout sichern</translation>
        </message>
        <message>
            <source>&amp;Name; a layout of the same name is replaced</source>
            <translation>&amp;Name; ein Layout gleichen Namens wird ersetzt</translation>
        </message>
        <message>
            <source>&amp;Save Layout</source>
            <translation>Layout &amp;sichern</translation>
        </message>
        <message>
            <source>The layout was not saved: a name has at most %1 characters, and there are at most %2 layouts.</source>
            <translation>Das Layout wurde nicht gesichert: Ein Name hat höchstens %1 Zeichen, und es gibt höchstens %2 Layouts.</translation>
        </message>
        <message>
            <source>&amp;Delete</source>
            <translation>&amp;Löschen</translation>
        </message>
        <message>
            <source>&amp;Wake</source>
            <translation>&amp;Wecken</translation>
        </message>
        <message>
            <source>Start the sleeping actor</source>
            <translation>Den schlafenden Aktor starten</translation>
        </message>
        <message>
            <source>&amp;Sleep</source>
            <translation>&amp;Schlafen legen</translation>
        </message>
        <message>
            <source>Let the actor save its state and stop until it is needed</source>
            <translation>Den Aktor seinen Zustand speichern und anhalten lassen, bis er gebraucht wird</translation>
        </message>
        <message>
            <source>Res&amp;chedule</source>
            <translation>Neu &amp;einplanen</translation>
        </message>
        <message>
            <source>Stop the actor and start it again elsewhere</source>
            <translation>Den Aktor anhalten und anderswo neu starten</translation>
        </message>
        <message>
            <source>&amp;Destroy…</source>
            <translation>&amp;Zerstören…</translation>
        </message>
        <message>
            <source>Remove the actor and everything it keeps</source>
            <translation>Den Aktor und alles, was er speichert, entfernen</translation>
        </message>
        <message>
            <source>E&amp;xport…</source>
            <translation>E&amp;xportieren…</translation>
        </message>
        <message>
            <source>Write the actor's record and state to a file</source>
            <translation>Datensatz und Zustand des Aktors in eine Datei schreiben</translation>
        </message>
        <message>
            <source>Destroy nothing</source>
            <translation>Nichts zerstören</translation>
        </message>
        <message>
            <source>Destro&amp;y Now</source>
            <translation>Jetz&amp;t zerstören</translation>
        </message>
        <message>
            <source>Do not wait any longer</source>
            <translation>Nicht länger warten</translation>
        </message>
        <message>
            <source>&amp;Restore</source>
            <translation>&amp;Wiederherstellen</translation>
        </message>
        <message>
            <source>Make the actor again from the copy that is kept</source>
            <translation>Den Aktor aus der aufbewahrten Kopie neu erstellen</translation>
        </message>
        <message>
            <source>Destroying %1 failed.</source>
            <translation>%1 konnte nicht zerstört werden.</translation>
        </message>
        <message>
            <source>No actor is chosen.</source>
            <translation>Kein Aktor gewählt.</translation>
        </message>
        <message>
            <source>The actor has not been read yet.</source>
            <translation>Der Aktor wurde noch nicht gelesen.</translation>
        </message>
        <message>
            <source>The actor was destroyed.</source>
            <translation>Der Aktor wurde zerstört.</translation>
        </message>
        <message>
            <source>The actor runs already.</source>
            <translation>Der Aktor läuft schon.</translation>
        </message>
        <message>
            <source>The actor sleeps.</source>
            <translation>Der Aktor schläft.</translation>
        </message>
        <message>
            <source>Waking %1 failed.</source>
            <translation>%1 konnte nicht geweckt werden.</translation>
        </message>
        <message>
            <source>Putting %1 to sleep failed.</source>
            <translation>%1 konnte nicht schlafen gelegt werden.</translation>
        </message>
        <message>
            <source>Rescheduling %1 failed.</source>
            <translation>%1 konnte nicht neu eingeplant werden.</translation>
        </message>
        <message numerus="yes">
            <source>%n actor(s)</source>
            <translation>
                <numerusform>%n Aktor</numerusform>
                <numerusform>%n Aktoren</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 will be destroyed in %2 s.</source>
            <translation>In %2 s wird zerstört: %1</translation>
        </message>
        <message>
            <source>%1 was destroyed. %2</source>
            <translation>%1 wurde zerstört. %2</translation>
        </message>
        <message>
            <source>Restoring %1 failed.</source>
            <translation>%1 konnte nicht wiederhergestellt werden.</translation>
        </message>
        <message>
            <source>Copy &amp;ID</source>
            <translation>&amp;ID kopieren</translation>
        </message>
        <message>
            <source>Copy the actor's ID</source>
            <translation>Die ID des Aktors kopieren</translation>
        </message>
        <message>
            <source>Actor ID</source>
            <translation>Aktor-ID</translation>
        </message>
        <message>
            <source>Copy &amp;Key</source>
            <translation>&amp;Schlüssel kopieren</translation>
        </message>
        <message>
            <source>Copy the actor's key</source>
            <translation>Den Schlüssel des Aktors kopieren</translation>
        </message>
        <message>
            <source>Key</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>Copy &amp;Link</source>
            <translation>&amp;Link kopieren</translation>
        </message>
        <message>
            <source>Copy a link that opens the actor in Rove</source>
            <translation>Einen Link kopieren, der den Aktor in Rove öffnet</translation>
        </message>
        <message>
            <source>Link</source>
            <translation>Link</translation>
        </message>
        <message>
            <source>Copy Record as &amp;JSON</source>
            <translation>Datensatz als &amp;JSON kopieren</translation>
        </message>
        <message>
            <source>Copy what the engine says of the actor</source>
            <translation>Kopieren, was die Engine über den Aktor sagt</translation>
        </message>
        <message>
            <source>Record</source>
            <translation>Datensatz</translation>
        </message>
        <message>
            <source>Copy Client &amp;Code</source>
            <translation>Client-&amp;Code kopieren</translation>
        </message>
        <message>
            <source>Copy TypeScript that reaches the actor</source>
            <translation>TypeScript kopieren, das den Aktor erreicht</translation>
        </message>
        <message>
            <source>Client code</source>
            <translation>Client-Code</translation>
        </message>
        <message>
            <source>cURL command</source>
            <translation>cURL-Befehl</translation>
        </message>
        <message>
            <source>Copy c&amp;URL for the Record</source>
            <translation>c&amp;URL für den Datensatz kopieren</translation>
        </message>
        <message>
            <source>Copy a shell command that reads the record</source>
            <translation>Einen Shell-Befehl kopieren, der den Datensatz liest</translation>
        </message>
        <message>
            <source>Copy cURL for the &amp;State</source>
            <translation>cURL für den &amp;Zustand kopieren</translation>
        </message>
        <message>
            <source>Copy shell commands that read the state; they wake the actor</source>
            <translation>Shell-Befehle kopieren, die den Zustand lesen; sie wecken den Aktor</translation>
        </message>
        <message>
            <source>Copy cURL for an &amp;Action</source>
            <translation>cURL für eine &amp;Aktion kopieren</translation>
        </message>
        <message>
            <source>Copy a shell command that calls an action; it wakes the actor</source>
            <translation>Einen Shell-Befehl kopieren, der eine Aktion aufruft; er weckt den Aktor</translation>
        </message>
        <message>
            <source>The actor has no key.</source>
            <translation>Der Aktor hat keinen Schlüssel.</translation>
        </message>
        <message>
            <source>&amp;Import State…</source>
            <translation>Zustand i&amp;mportieren…</translation>
        </message>
        <message>
            <source>Make edits of what an export of an actor holds</source>
            <translation>Aus dem Inhalt eines Aktor-Exports Bearbeitungen machen</translation>
        </message>
        <message>
            <source>C&amp;lone…</source>
            <translation>K&amp;lonen…</translation>
        </message>
        <message>
            <source>Create an actor with the same state</source>
            <translation>Einen Aktor mit gleichem Zustand erstellen</translation>
        </message>
        <message>
            <source>Choose one actor.</source>
            <translation>Einen Aktor wählen.</translation>
        </message>
        <message>
            <source>The actor's state has not been read yet.</source>
            <translation>Der Zustand des Aktors wurde noch nicht gelesen.</translation>
        </message>
        <message>
            <source>Import State</source>
            <translation>Zustand importieren</translation>
        </message>
        <message>
            <source>Exports of actors (*.jsonl *.json);;All files (*)</source>
            <translation>Exporte von Aktoren (*.jsonl *.json);;Alle Dateien (*)</translation>
        </message>
        <message>
            <source>%1 cannot be imported.</source>
            <translation>%1 kann nicht importiert werden.</translation>
        </message>
        <message>
            <source>The export of %1 holds no state.</source>
            <translation>Der Export von %1 enthält keinen Zustand.</translation>
        </message>
        <message>
            <source>The actor holds this state already.</source>
            <translation>Der Aktor hat diesen Zustand schon.</translation>
        </message>
        <message numerus="yes">
            <source>The import made %n edit(s). Look through them, then apply them.</source>
            <translation>
                <numerusform>Der Import ergab %n Bearbeitung. Erst durchsehen, dann anwenden.</numerusform>
                <numerusform>Der Import ergab %n Bearbeitungen. Erst durchsehen, dann anwenden.</numerusform>
            </translation>
        </message>
        <message>
            <source>Cloning %1 failed. %2</source>
            <translation>%1 konnte nicht geklont werden. %2</translation>
        </message>
        <message>
            <source>%1 was created, but its state could not be written.</source>
            <translation>%1 wurde erstellt, aber der Zustand konnte nicht geschrieben werden.</translation>
        </message>
        <message>
            <source>%1 was created without a state: there was none to read.</source>
            <translation>%1 wurde ohne Zustand erstellt: Es gab keinen zu lesen.</translation>
        </message>
        <message>
            <source>%1 was created, but holds something else than what was written.</source>
            <translation>%1 wurde erstellt, enthält aber etwas anderes als das Geschriebene.</translation>
        </message>
        <message>
            <source>%1 was created with the same state.</source>
            <translation>%1 wurde mit gleichem Zustand erstellt.</translation>
        </message>
        <message>
            <source>&amp;Wake the actor to read its state</source>
            <translation>Aktor &amp;wecken, um seinen Zustand zu lesen</translation>
        </message>
        <message>
            <source>Clone Actor</source>
            <translation>Aktor klonen</translation>
        </message>
        <message>
            <source>%1, namespace %2</source>
            <translation>%1, Namensraum %2</translation>
        </message>
        <message>
            <source>Clone %1</source>
            <translation>%1 klonen</translation>
        </message>
        <message>
            <source>&amp;To</source>
            <translation>&amp;Ziel</translation>
        </message>
        <message>
            <source>&amp;Key</source>
            <translation>&amp;Schlüssel</translation>
        </message>
        <message>
            <source>&amp;Pool</source>
            <translation>&amp;Pool</translation>
        </message>
        <message>
            <source>&amp;Clone Actor</source>
            <translation>Aktor &amp;klonen</translation>
        </message>
        <message>
            <source>The connection was closed.</source>
            <translation>Die Verbindung wurde geschlossen.</translation>
        </message>
        <message>
            <source>Give the clone another key: there is already an actor with this one.</source>
            <translation>Dem Klon einen anderen Schlüssel geben: Es gibt schon einen Aktor mit diesem.</translation>
        </message>
        <message>
            <source>Give the pool that is to run the clone.</source>
            <translation>Den Pool angeben, der den Klon ausführen soll.</translation>
        </message>
        <message>
            <source>The actor does not run, so its clone begins without its state.</source>
            <translation>Der Aktor läuft nicht, daher beginnt sein Klon ohne dessen Zustand.</translation>
        </message>
        <message>
            <source>The state is read, written into the clone and read back.</source>
            <translation>Der Zustand wird gelesen, in den Klon geschrieben und zurückgelesen.</translation>
        </message>
        <message>
            <source>PRODUCTION — %1 — read-only</source>
            <translation>PRODUKTION — %1 — schreibgeschützt</translation>
        </message>
        <message numerus="yes">
            <source>PRODUCTION — %1 — changes are allowed for %n more minute(s)</source>
            <translation>
                <numerusform>PRODUKTION — %1 — Änderungen noch %n Minute erlaubt</numerusform>
                <numerusform>PRODUKTION — %1 — Änderungen noch %n Minuten erlaubt</numerusform>
            </translation>
        </message>
        <message>
            <source>PRODUCTION — %1 — changes are allowed</source>
            <translation>PRODUKTION — %1 — Änderungen erlaubt</translation>
        </message>
        <message>
            <source>The local engine does not run; what was open appears when it starts.</source>
            <translation>Die lokale Engine läuft nicht; was offen war, erscheint, wenn sie startet.</translation>
        </message>
        <message>
            <source>“%1” is a production connection, so it waits for you.</source>
            <translation>„%1“ ist eine Produktionsverbindung und wartet daher auf Sie.</translation>
        </message>
        <message>
            <source>“%1” is not connected.</source>
            <translation>„%1“ ist nicht verbunden.</translation>
        </message>
        <message>
            <source>The connection to %1 was lost at %2. What you see is from before; it is being tried again.</source>
            <translation>Die Verbindung zu %1 ging um %2 verloren. Die Anzeige ist von vorher; es wird erneut versucht.</translation>
        </message>
        <message>
            <source>stale for %1</source>
            <translation>veraltet seit %1</translation>
        </message>
        <message>
            <source>next try %1</source>
            <translation>nächster Versuch %1</translation>
        </message>
        <message>
            <source>&amp;Read-only until allowed</source>
            <translation>Schreib&amp;geschützt, bis erlaubt</translation>
        </message>
        <message>
            <source>New Connection</source>
            <translation>Neue Verbindung</translation>
        </message>
        <message>
            <source>What you call it</source>
            <translation>Eigene Bezeichnung</translation>
        </message>
        <message>
            <source>none</source>
            <translation>ohne</translation>
        </message>
        <message>
            <source>In the keychain</source>
            <translation>Im Schlüsselbund</translation>
        </message>
        <message>
            <source>For this session only</source>
            <translation>Nur für diese Sitzung</translation>
        </message>
        <message>
            <source>Where to keep the secrets</source>
            <translation>Wo die Geheimnisse aufbewahrt werden</translation>
        </message>
        <message>
            <source>Where the token, the key’s passphrase and the proxy’s password are kept.</source>
            <translation>Wo Token, Passphrase des Schlüssels und Passwort des Proxys aufbewahrt werden.</translation>
        </message>
        <message>
            <source>Colour</source>
            <translation>Farbe</translation>
        </message>
        <message>
            <source>Token</source>
            <translation>Token</translation>
        </message>
        <message>
            <source>Environment</source>
            <translation>Umgebung</translation>
        </message>
        <message>
            <source>&amp;Endpoint</source>
            <translation>&amp;Endpunkt</translation>
        </message>
        <message>
            <source>Na&amp;mespace</source>
            <translation>Na&amp;mensraum</translation>
        </message>
        <message>
            <source>T&amp;oken</source>
            <translation>T&amp;oken</translation>
        </message>
        <message>
            <source>&amp;Name</source>
            <translation>&amp;Name</translation>
        </message>
        <message>
            <source>&amp;Colour</source>
            <translation>&amp;Farbe</translation>
        </message>
        <message>
            <source>En&amp;vironment</source>
            <translation>&amp;Umgebung</translation>
        </message>
        <message>
            <source>Test</source>
            <translation>Test</translation>
        </message>
        <message>
            <source>&amp;Test</source>
            <translation>&amp;Testen</translation>
        </message>
        <message>
            <source>&amp;Save and Connect</source>
            <translation>&amp;Speichern und verbinden</translation>
        </message>
        <message>
            <source>Edit Connection</source>
            <translation>Verbindung bearbeiten</translation>
        </message>
        <message>
            <source>S&amp;top Test</source>
            <translation>Test s&amp;toppen</translation>
        </message>
        <message>
            <source>Production always begins read-only.</source>
            <translation>Produktion beginnt immer schreibgeschützt.</translation>
        </message>
        <message>
            <source>Nothing is sent that changes anything.</source>
            <translation>Es wird nichts gesendet, was etwas ändert.</translation>
        </message>
        <message>
            <source>The token was not kept, and nothing was saved. %1</source>
            <translation>Das Token wurde nicht aufbewahrt, und nichts wurde gespeichert. %1</translation>
        </message>
        <message>
            <source>The connection could not be saved.</source>
            <translation>Die Verbindung konnte nicht gespeichert werden.</translation>
        </message>
        <message>
            <source>No colour</source>
            <translation>Keine Farbe</translation>
        </message>
        <message>
            <source>Reach it</source>
            <translation>Erreichen</translation>
        </message>
        <message>
            <source>Trust its certificate</source>
            <translation>Zertifikat vertrauen</translation>
        </message>
        <message>
            <source>Recognise Rivet</source>
            <translation>Rivet erkennen</translation>
        </message>
        <message>
            <source>Be let in</source>
            <translation>Zugang erhalten</translation>
        </message>
        <message>
            <source>Find the namespace</source>
            <translation>Namensraum finden</translation>
        </message>
        <message>
            <source>waits</source>
            <translation>wartet</translation>
        </message>
        <message>
            <source>under way</source>
            <translation>im Gange</translation>
        </message>
        <message>
            <source>passed</source>
            <translation>bestanden</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>fehlgeschlagen</translation>
        </message>
        <message>
            <source>not encrypted</source>
            <translation>nicht verschlüsselt</translation>
        </message>
        <message>
            <source>cancelled</source>
            <translation>abgebrochen</translation>
        </message>
        <message>
            <source>&lt; 1 ms</source>
            <translation>&lt; 1 ms</translation>
        </message>
        <message>
            <source>%1 ms</source>
            <translation>%1 ms</translation>
        </message>
        <message>
            <source>TLS</source>
            <translation>TLS</translation>
        </message>
        <message>
            <source>Proxy</source>
            <translation>Proxy</translation>
        </message>
        <message>
            <source>the system’s authorities only</source>
            <translation>nur die Zertifizierungsstellen des Systems</translation>
        </message>
        <message>
            <source>Browse…</source>
            <translation>Durchsuchen…</translation>
        </message>
        <message>
            <source>Browse for: %1</source>
            <translation>Durchsuchen für: %1</translation>
        </message>
        <message>
            <source>PEM files (*.pem *.crt *.cer *.key);;All files (*)</source>
            <translation>PEM-Dateien (*.pem *.crt *.cer *.key);;Alle Dateien (*)</translation>
        </message>
        <message>
            <source>&amp;Authority file</source>
            <translation>C&amp;A-Datei</translation>
        </message>
        <message>
            <source>Authority file</source>
            <translation>CA-Datei</translation>
        </message>
        <message>
            <source>C&amp;lient certificate</source>
            <translation>C&amp;lient-Zertifikat</translation>
        </message>
        <message>
            <source>Client certificate</source>
            <translation>Client-Zertifikat</translation>
        </message>
        <message>
            <source>Client &amp;key</source>
            <translation>&amp;Client-Schlüssel</translation>
        </message>
        <message>
            <source>Client key</source>
            <translation>Client-Schlüssel</translation>
        </message>
        <message>
            <source>&amp;Passphrase</source>
            <translation>&amp;Passphrase</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Keiner</translation>
        </message>
        <message>
            <source>The system’s</source>
            <translation>Der des Systems</translation>
        </message>
        <message>
            <source>HTTP</source>
            <translation>HTTP</translation>
        </message>
        <message>
            <source>SOCKS5</source>
            <translation>SOCKS5</translation>
        </message>
        <message>
            <source>port</source>
            <translation>Port</translation>
        </message>
        <message>
            <source>Proxy port</source>
            <translation>Proxy-Port</translation>
        </message>
        <message>
            <source>Proxy host</source>
            <translation>Proxy-Host</translation>
        </message>
        <message>
            <source>K&amp;ind</source>
            <translation>A&amp;rt</translation>
        </message>
        <message>
            <source>&amp;Host and port</source>
            <translation>&amp;Host und Port</translation>
        </message>
        <message>
            <source>&amp;User</source>
            <translation>&amp;Benutzer</translation>
        </message>
        <message>
            <source>Pass&amp;word</source>
            <translation>Pass&amp;wort</translation>
        </message>
        <message>
            <source>the system’s authorities</source>
            <translation>die Zertifizierungsstellen des Systems</translation>
        </message>
        <message>
            <source>Connect to %1 anew?</source>
            <translation>Neu mit %1 verbinden?</translation>
        </message>
        <message numerus="yes">
            <source>This window has %n connection(s) open, which is the most there can be. Close one first.</source>
            <translation>
                <numerusform>Dieses Fenster hat %n Verbindung offen, mehr sind nicht möglich. Zuerst eine schließen.</numerusform>
                <numerusform>Dieses Fenster hat %n Verbindungen offen, mehr sind nicht möglich. Zuerst eine schließen.</numerusform>
            </translation>
        </message>
        <message>
            <source>The local engine does not run.</source>
            <translation>Die lokale Engine läuft nicht.</translation>
        </message>
        <message>
            <source>The secrets of %1 cannot be read, so none are sent. %2</source>
            <translation>Die Geheimnisse von %1 können nicht gelesen werden, daher werden keine gesendet. %2</translation>
        </message>
        <message>
            <source>Close the connection “%1”?</source>
            <translation>Die Verbindung „%1“ schließen?</translation>
        </message>
        <message>
            <source>Edits Not Applied</source>
            <translation>Nicht angewendete Bearbeitungen</translation>
        </message>
        <message numerus="yes">
            <source>The edits of %n actor(s) are not applied and would be lost.</source>
            <translation>
                <numerusform>Die Bearbeitungen von %n Aktor sind nicht angewendet und würden verloren gehen.</numerusform>
                <numerusform>Die Bearbeitungen von %n Aktoren sind nicht angewendet und würden verloren gehen.</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;Discard Edits</source>
            <translation>Bearbeitungen &amp;verwerfen</translation>
        </message>
        <message>
            <source>%1:%2</source>
            <comment>a host and a port</comment>
            <translation>%1:%2</translation>
        </message>
        <message>
            <source>Copy of %1</source>
            <translation>Kopie von %1</translation>
        </message>
        <message>
            <source>The connections were written to %1, without their secrets.</source>
            <translation>Die Verbindungen wurden ohne ihre Geheimnisse nach %1 geschrieben.</translation>
        </message>
        <message>
            <source>%1 could not be written: %2</source>
            <translation>%1 konnte nicht geschrieben werden: %2</translation>
        </message>
        <message>
            <source>%1 holds no connections that can be read.</source>
            <translation>%1 enthält keine lesbaren Verbindungen.</translation>
        </message>
        <message>
            <source>The connection “%1” could not be kept.</source>
            <translation>Die Verbindung „%1“ konnte nicht aufbewahrt werden.</translation>
        </message>
        <message numerus="yes">
            <source>%n connection(s) were added. Their tokens have to be typed again.</source>
            <translation>
                <numerusform>%n Verbindung wurde hinzugefügt. Ihr Token muss neu eingegeben werden.</numerusform>
                <numerusform>%n Verbindungen wurden hinzugefügt. Ihre Token müssen neu eingegeben werden.</numerusform>
            </translation>
        </message>
        <message>
            <source>Export Connections</source>
            <translation>Verbindungen exportieren</translation>
        </message>
        <message>
            <source>Import Connections</source>
            <translation>Verbindungen importieren</translation>
        </message>
        <message>
            <source>Remove Connection</source>
            <translation>Verbindung entfernen</translation>
        </message>
        <message>
            <source>Remove the connection “%1” and its token?</source>
            <translation>Die Verbindung „%1“ und ihr Token entfernen?</translation>
        </message>
        <message>
            <source>&amp;Remove Connection</source>
            <translation>Verbindung &amp;entfernen</translation>
        </message>
        <message>
            <source>The connection's secrets are still in the keychain.</source>
            <translation>Die Geheimnisse der Verbindung sind noch im Schlüsselbund.</translation>
        </message>
        <message>
            <source>The connection could not be removed.</source>
            <translation>Die Verbindung konnte nicht entfernt werden.</translation>
        </message>
        <message>
            <source>Switch to the namespace “%1”?</source>
            <translation>Zum Namensraum „%1“ wechseln?</translation>
        </message>
        <message>
            <source>Local engine</source>
            <translation>Lokale Engine</translation>
        </message>
        <message>
            <source>%1, certificate by %2</source>
            <translation>%1, Zertifikat von %2</translation>
        </message>
        <message>
            <source>version %1</source>
            <translation>Version %1</translation>
        </message>
        <message>
            <source>without a token</source>
            <translation>ohne Token</translation>
        </message>
        <message>
            <source>with the token</source>
            <translation>mit dem Token</translation>
        </message>
        <message>
            <source>Open Link</source>
            <translation>Link öffnen</translation>
        </message>
        <message>
            <source>A link wants to connect to %1.</source>
            <translation>Ein Link will sich mit %1 verbinden.</translation>
        </message>
        <message>
            <source>It is not one of your connections. No token of yours is sent there.</source>
            <translation>Es ist keine Ihrer Verbindungen. Keines Ihrer Token wird dorthin gesendet.</translation>
        </message>
        <message>
            <source>C&amp;onnect</source>
            <translation>&amp;Verbinden</translation>
        </message>
        <message>
            <source>There is no actor %1 here.</source>
            <translation>Hier gibt es keinen Aktor %1.</translation>
        </message>
        <message>
            <source>An actor has no section “%1”.</source>
            <translation>Ein Aktor hat keinen Abschnitt „%1“.</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>&amp;Hilfe</translation>
        </message>
        <message>
            <source>&amp;File</source>
            <translation>&amp;Datei</translation>
        </message>
        <message>
            <source>&amp;Edit</source>
            <translation>&amp;Bearbeiten</translation>
        </message>
        <message>
            <source>&amp;State</source>
            <translation>&amp;Zustand</translation>
        </message>
        <message>
            <source>&amp;Value</source>
            <translation>Wer&amp;t</translation>
        </message>
        <message>
            <source>Copy &amp;As</source>
            <translation>Kopieren &amp;als</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>&amp;Ansicht</translation>
        </message>
        <message>
            <source>Sectio&amp;ns of the Actor</source>
            <translation>A&amp;bschnitte des Aktors</translation>
        </message>
        <message>
            <source>Dock&amp;s</source>
            <translation>An&amp;dockfenster</translation>
        </message>
        <message>
            <source>Lis&amp;t of Actors</source>
            <translation>Aktoren&amp;liste</translation>
        </message>
        <message>
            <source>The&amp;me</source>
            <translation>Farbs&amp;chema</translation>
        </message>
        <message>
            <source>&amp;Density</source>
            <translation>D&amp;ichte</translation>
        </message>
        <message>
            <source>&amp;Zoom</source>
            <translation>&amp;Zoom</translation>
        </message>
        <message>
            <source>&amp;Actor</source>
            <translation>A&amp;ktor</translation>
        </message>
        <message>
            <source>&amp;More</source>
            <translation>&amp;Mehr</translation>
        </message>
        <message>
            <source>Act&amp;ions</source>
            <translation>A&amp;ktionen</translation>
        </message>
        <message>
            <source>&amp;Events</source>
            <translation>E&amp;reignisse</translation>
        </message>
        <message>
            <source>Re&amp;PL</source>
            <translation>RE&amp;PL</translation>
        </message>
        <message>
            <source>De&amp;tails</source>
            <translation>&amp;Details</translation>
        </message>
        <message>
            <source>&amp;Namespace</source>
            <translation>&amp;Namensraum</translation>
        </message>
        <message>
            <source>Runner &amp;Pools</source>
            <translation>Runner-&amp;Pools</translation>
        </message>
        <message>
            <source>&amp;Datacenters</source>
            <translation>&amp;Rechenzentren</translation>
        </message>
        <message>
            <source>Saved Conn&amp;ections</source>
            <translation>Gespeicherte &amp;Verbindungen</translation>
        </message>
        <message>
            <source>En&amp;gine</source>
            <translation>En&amp;gine</translation>
        </message>
        <message>
            <source>&amp;Tools</source>
            <translation>E&amp;xtras</translation>
        </message>
        <message>
            <source>&amp;Kept Copies</source>
            <translation>Auf&amp;bewahrte Kopien</translation>
        </message>
        <message>
            <source>&amp;Jobs</source>
            <translation>&amp;Aufträge</translation>
        </message>
        <message>
            <source>&amp;Notifications</source>
            <translation>Be&amp;nachrichtigungen</translation>
        </message>
        <message>
            <source>&amp;Other</source>
            <translation>&amp;Sonstiges</translation>
        </message>
        <message>
            <source>&amp;Window</source>
            <translation>&amp;Fenster</translation>
        </message>
        <message>
            <source>New Namespace</source>
            <translation>Neuer Namensraum</translation>
        </message>
        <message>
            <source>lower case, digits and dashes</source>
            <translation>Kleinbuchstaben, Ziffern und Bindestriche</translation>
        </message>
        <message>
            <source>the name</source>
            <translation>wie der Name</translation>
        </message>
        <message>
            <source>&amp;Display name</source>
            <translation>&amp;Anzeigename</translation>
        </message>
        <message>
            <source>&amp;Create Namespace</source>
            <translation>Namensraum &amp;erstellen</translation>
        </message>
        <message>
            <source>Actors</source>
            <translation>Aktoren</translation>
        </message>
        <message>
            <source>Found on the engine</source>
            <translation>Auf der Engine gefunden</translation>
        </message>
        <message>
            <source>This is not possible now.</source>
            <translation>Das ist jetzt nicht möglich.</translation>
        </message>
        <message>
            <source>Commands</source>
            <translation>Befehle</translation>
        </message>
        <message>
            <source>Views and sections</source>
            <translation>Ansichten und Abschnitte</translation>
        </message>
        <message>
            <source>Runner pools</source>
            <translation>Runner-Pools</translation>
        </message>
        <message numerus="yes">
            <source>%n runner(s)</source>
            <translation>
                <numerusform>%n Runner</numerusform>
                <numerusform>%n Runner</numerusform>
            </translation>
        </message>
        <message>
            <source>Filter the list of actors</source>
            <translation>Liste der Aktoren filtern</translation>
        </message>
        <message>
            <source>Show all</source>
            <translation>Alle anzeigen</translation>
        </message>
        <message>
            <source>Show the actors that match</source>
            <translation>Passende Aktoren anzeigen</translation>
        </message>
        <message>
            <source>Actors of this type</source>
            <translation>Aktoren dieses Typs</translation>
        </message>
        <message>
            <source>Without a filter</source>
            <translation>Ohne Filter</translation>
        </message>
        <message>
            <source>Recent</source>
            <translation>Zuletzt verwendet</translation>
        </message>
        <message>
            <source>&amp;Give Keys</source>
            <translation>Tasten zu&amp;weisen</translation>
        </message>
        <message>
            <source>Take Keys A&amp;way</source>
            <translation>Tasten &amp;entfernen</translation>
        </message>
        <message>
            <source>Re&amp;set</source>
            <translation>Zu&amp;rücksetzen</translation>
        </message>
        <message>
            <source>Find a command or keys</source>
            <translation>Befehl oder Tasten suchen</translation>
        </message>
        <message>
            <source>New keys</source>
            <translation>Neue Tasten</translation>
        </message>
        <message>
            <source>Reset All &amp;Keys</source>
            <translation>&amp;Alle Tasten zurücksetzen</translation>
        </message>
        <message>
            <source>&amp;Export…</source>
            <translation>&amp;Exportieren…</translation>
        </message>
        <message>
            <source>&amp;Import…</source>
            <translation>&amp;Importieren…</translation>
        </message>
        <message>
            <source>Command</source>
            <translation>Befehl</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Tasten</translation>
        </message>
        <message>
            <source>What it does</source>
            <translation>Was er tut</translation>
        </message>
        <message>
            <source>Changed; usually %1</source>
            <translation>Geändert; sonst %1</translation>
        </message>
        <message>
            <source>Choose a command</source>
            <translation>Befehl wählen</translation>
        </message>
        <message>
            <source>%1 belongs to “%2”. Take it away there first, or choose others.</source>
            <translation>%1 gehört zu „%2“. Erst dort entfernen oder andere wählen.</translation>
        </message>
        <message>
            <source>Export Shortcuts</source>
            <translation>Tastenkürzel exportieren</translation>
        </message>
        <message>
            <source>The shortcuts were written to %1.</source>
            <translation>Die Tastenkürzel wurden nach %1 geschrieben.</translation>
        </message>
        <message>
            <source>Import Shortcuts</source>
            <translation>Tastenkürzel importieren</translation>
        </message>
        <message>
            <source>%1 could not be read.</source>
            <translation>%1 konnte nicht gelesen werden.</translation>
        </message>
        <message>
            <source>%1 does not list shortcuts, so nothing was changed.</source>
            <translation>%1 listet keine Tastenkürzel auf, daher wurde nichts geändert.</translation>
        </message>
        <message>
            <source>The shortcuts of %1 are in use.</source>
            <translation>Die Tastenkürzel von %1 werden jetzt verwendet.</translation>
        </message>
        <message>
            <source>Time to the engine and back; a click asks again now</source>
            <translation>Zeit zur Engine und zurück; ein Klick fragt jetzt erneut</translation>
        </message>
        <message numerus="yes">
            <source>%n job(s)</source>
            <translation>
                <numerusform>%n Auftrag</numerusform>
                <numerusform>%n Aufträge</numerusform>
            </translation>
        </message>
        <message>
            <source>Read-only</source>
            <translation>Schreibgeschützt</translation>
        </message>
        <message>
            <source>Writes allowed</source>
            <translation>Schreiben erlaubt</translation>
        </message>
        <message>
            <source>Writes allowed %1:%2</source>
            <comment>minutes and seconds left</comment>
            <translation>Schreiben erlaubt %1:%2</translation>
        </message>
        <message>
            <source>Connecting to %1…</source>
            <translation>Verbinden mit %1…</translation>
        </message>
        <message>
            <source>Connected</source>
            <translation>Verbunden</translation>
        </message>
        <message>
            <source>Connection lost · stale for %1</source>
            <translation>Verbindung verloren · veraltet seit %1</translation>
        </message>
        <message>
            <source>Not connected to %1</source>
            <translation>Nicht mit %1 verbunden</translation>
        </message>
        <message>
            <source>inspector v%1</source>
            <translation>Inspektor v%1</translation>
        </message>
        <message>
            <source>RivetKit %1</source>
            <translation>RivetKit %1</translation>
        </message>
        <message>
            <source>Not connected</source>
            <translation>Nicht verbunden</translation>
        </message>
        <message>
            <source>RTT %1 ms</source>
            <translation>RTT %1 ms</translation>
        </message>
        <message>
            <source>%1: %2 of %3</source>
            <comment>a job and its progress</comment>
            <translation>%1: %2 von %3</translation>
        </message>
        <message>
            <source>engine %1</source>
            <translation>Engine %1</translation>
        </message>
        <message>
            <source>%1
A preview: the next actor you look at takes its place. A double click keeps it.</source>
            <translation>%1
Eine Vorschau: Der nächste betrachtete Aktor nimmt ihren Platz ein. Ein Doppelklick behält sie.</translation>
        </message>
        <message>
            <source>%1 / %2</source>
            <comment>a connection and its namespace</comment>
            <translation>%1 / %2</translation>
        </message>
        <message>
            <source>No actor is open.</source>
            <translation>Kein Aktor ist offen.</translation>
        </message>
        <message>
            <source>No other actor is open.</source>
            <translation>Kein anderer Aktor ist offen.</translation>
        </message>
        <message>
            <source>This tab stays open anyway.</source>
            <translation>Dieser Tab bleibt ohnehin offen.</translation>
        </message>
        <message>
            <source>It is the first tab.</source>
            <translation>Es ist der erste Tab.</translation>
        </message>
        <message>
            <source>It is the last tab.</source>
            <translation>Es ist der letzte Tab.</translation>
        </message>
        <message>
            <source>No tab was closed here.</source>
            <translation>Hier wurde kein Tab geschlossen.</translation>
        </message>
        <message>
            <source>No other connection is open in this window.</source>
            <translation>Keine andere Verbindung ist in diesem Fenster offen.</translation>
        </message>
        <message>
            <source>Allow Changes</source>
            <translation>Änderungen erlauben</translation>
        </message>
        <message>
            <source>%1 is a production connection. Until the time is over, this program may change and destroy what is there; then it is read-only again.</source>
            <translation>%1 ist eine Produktionsverbindung. Bis die Zeit um ist, darf dieses Programm ändern und zerstören, was dort ist; danach ist sie wieder schreibgeschützt.</translation>
        </message>
        <message numerus="yes">
            <source>%n minute(s)</source>
            <translation>
                <numerusform>%n Minute</numerusform>
                <numerusform>%n Minuten</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;Type the namespace's name, %1:</source>
            <translation>&amp;Namen des Namensraums eingeben, %1:</translation>
        </message>
        <message>
            <source>&amp;For:</source>
            <translation>&amp;Dauer:</translation>
        </message>
        <message>
            <source>&amp;New Connection…</source>
            <translation>&amp;Neue Verbindung…</translation>
        </message>
        <message>
            <source>Add the endpoint of an engine</source>
            <translation>Den Endpunkt einer Engine hinzufügen</translation>
        </message>
        <message>
            <source>&amp;Edit Connection…</source>
            <translation>Verbindung &amp;bearbeiten…</translation>
        </message>
        <message>
            <source>Change the current connection</source>
            <translation>Die aktuelle Verbindung ändern</translation>
        </message>
        <message>
            <source>Connect No&amp;w</source>
            <translation>&amp;Jetzt verbinden</translation>
        </message>
        <message>
            <source>Connect what waits since the session was restored</source>
            <translation>Verbinden, was seit dem Wiederherstellen der Sitzung wartet</translation>
        </message>
        <message>
            <source>Close Connect&amp;ion</source>
            <translation>Verbindung s&amp;chließen</translation>
        </message>
        <message>
            <source>Close the tab of this connection and its actors</source>
            <translation>Den Tab dieser Verbindung und ihre Aktoren schließen</translation>
        </message>
        <message>
            <source>Next &amp;Connection</source>
            <translation>Nächste Ver&amp;bindung</translation>
        </message>
        <message>
            <source>Show the next connection's tab</source>
            <translation>Den Tab der nächsten Verbindung zeigen</translation>
        </message>
        <message>
            <source>Pre&amp;vious Connection</source>
            <translation>Vorherige Verb&amp;indung</translation>
        </message>
        <message>
            <source>Show the tab of the connection before</source>
            <translation>Den Tab der vorherigen Verbindung zeigen</translation>
        </message>
        <message>
            <source>Retry N&amp;ow</source>
            <translation>Jetzt &amp;erneut versuchen</translation>
        </message>
        <message>
            <source>Try to reach the engine again now</source>
            <translation>Jetzt erneut versuchen, die Engine zu erreichen</translation>
        </message>
        <message>
            <source>&amp;Copy Endpoint</source>
            <translation>Endpunkt &amp;kopieren</translation>
        </message>
        <message>
            <source>Copy the endpoint, without its token</source>
            <translation>Den Endpunkt ohne sein Token kopieren</translation>
        </message>
        <message>
            <source>Let this program change what a read-only connection shows, or forbid it again</source>
            <translation>Diesem Programm erlauben, was eine schreibgeschützte Verbindung zeigt, zu ändern, oder es wieder verbieten</translation>
        </message>
        <message>
            <source>&amp;New Namespace…</source>
            <translation>&amp;Neuer Namensraum…</translation>
        </message>
        <message>
            <source>Create a namespace on this engine</source>
            <translation>Einen Namensraum auf dieser Engine erstellen</translation>
        </message>
        <message>
            <source>Go to in New Ta&amp;b…</source>
            <translation>In neuem &amp;Tab öffnen…</translation>
        </message>
        <message>
            <source>Find an actor and open it in its own tab</source>
            <translation>Einen Aktor suchen und in eigenem Tab öffnen</translation>
        </message>
        <message>
            <source>&amp;Keep Tab Open</source>
            <translation>Tab offen &amp;halten</translation>
        </message>
        <message>
            <source>Keep this actor's tab when another actor is looked at</source>
            <translation>Den Tab dieses Aktors behalten, wenn ein anderer Aktor betrachtet wird</translation>
        </message>
        <message>
            <source>&amp;Close Tab</source>
            <translation>Tab &amp;schließen</translation>
        </message>
        <message>
            <source>Close the actor that is shown</source>
            <translation>Den angezeigten Aktor schließen</translation>
        </message>
        <message>
            <source>Close &amp;Other Tabs</source>
            <translation>&amp;Andere Tabs schließen</translation>
        </message>
        <message>
            <source>Close every actor of this connection but the one that is shown</source>
            <translation>Alle Aktoren dieser Verbindung außer dem angezeigten schließen</translation>
        </message>
        <message>
            <source>Reo&amp;pen Closed Tab</source>
            <translation>Geschlossenen Tab &amp;wieder öffnen</translation>
        </message>
        <message>
            <source>Open the actor closed last again</source>
            <translation>Den zuletzt geschlossenen Aktor wieder öffnen</translation>
        </message>
        <message>
            <source>Ne&amp;xt Tab</source>
            <translation>Nächster &amp;Tab</translation>
        </message>
        <message>
            <source>Show the next open actor</source>
            <translation>Den nächsten offenen Aktor zeigen</translation>
        </message>
        <message>
            <source>&amp;Previous Tab</source>
            <translation>&amp;Vorheriger Tab</translation>
        </message>
        <message>
            <source>Show the open actor before this one</source>
            <translation>Den offenen Aktor vor diesem zeigen</translation>
        </message>
        <message>
            <source>Move Tab &amp;Back</source>
            <translation>Tab nach &amp;links verschieben</translation>
        </message>
        <message>
            <source>Put this tab before the one to its left</source>
            <translation>Diesen Tab vor den linken Nachbarn stellen</translation>
        </message>
        <message>
            <source>Move Tab &amp;Forward</source>
            <translation>Tab nach &amp;rechts verschieben</translation>
        </message>
        <message>
            <source>Put this tab behind the one to its right</source>
            <translation>Diesen Tab hinter den rechten Nachbarn stellen</translation>
        </message>
        <message>
            <source>Move Tab to New &amp;Window</source>
            <translation>Tab in neues &amp;Fenster verschieben</translation>
        </message>
        <message>
            <source>Show this actor in a window of its own</source>
            <translation>Diesen Aktor in einem eigenen Fenster zeigen</translation>
        </message>
        <message>
            <source>&amp;New Window</source>
            <translation>&amp;Neues Fenster</translation>
        </message>
        <message>
            <source>Open another window on this connection</source>
            <translation>Ein weiteres Fenster mit dieser Verbindung öffnen</translation>
        </message>
        <message>
            <source>Clos&amp;e Window</source>
            <translation>Fenster &amp;schließen</translation>
        </message>
        <message>
            <source>Close this window; the program ends with the last one</source>
            <translation>Dieses Fenster schließen; mit dem letzten endet das Programm</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>B&amp;eenden</translation>
        </message>
        <message>
            <source>Close all windows and stop the local engine</source>
            <translation>Alle Fenster schließen und die lokale Engine stoppen</translation>
        </message>
        <message>
            <source>Restore &amp;Session</source>
            <translation>S&amp;itzung wiederherstellen</translation>
        </message>
        <message>
            <source>Open what was open when the program ended unexpectedly</source>
            <translation>Öffnen, was offen war, als das Programm unerwartet endete</translation>
        </message>
        <message>
            <source>Start Cle&amp;an</source>
            <translation>&amp;Leer starten</translation>
        </message>
        <message>
            <source>Forget what was open when the program ended unexpectedly</source>
            <translation>Vergessen, was offen war, als das Programm unerwartet endete</translation>
        </message>
        <message>
            <source>Prefere&amp;nces…</source>
            <translation>&amp;Einstellungen…</translation>
        </message>
        <message>
            <source>Change how the program looks and works</source>
            <translation>Ändern, wie das Programm aussieht und arbeitet</translation>
        </message>
        <message>
            <source>&amp;Go to Anything…</source>
            <translation>&amp;Gehe zu…</translation>
        </message>
        <message>
            <source>Go to an actor, a key, a view or a command by typing</source>
            <translation>Durch Tippen zu Aktor, Schlüssel, Ansicht oder Befehl gehen</translation>
        </message>
        <message>
            <source>Run Co&amp;mmand…</source>
            <translation>&amp;Befehl ausführen…</translation>
        </message>
        <message>
            <source>Find a command and run it</source>
            <translation>Einen Befehl suchen und ausführen</translation>
        </message>
        <message>
            <source>&amp;New Actor…</source>
            <translation>&amp;Neuer Aktor…</translation>
        </message>
        <message>
            <source>Create an actor in this namespace</source>
            <translation>Einen Aktor in diesem Namensraum anlegen</translation>
        </message>
        <message>
            <source>&amp;Open by ID or Key…</source>
            <translation>Über &amp;ID oder Schlüssel öffnen…</translation>
        </message>
        <message>
            <source>Show the actor with this ID or key</source>
            <translation>Den Aktor mit dieser ID oder diesem Schlüssel zeigen</translation>
        </message>
        <message>
            <source>&amp;Filter Actors</source>
            <translation>Aktoren &amp;filtern</translation>
        </message>
        <message>
            <source>Type to filter the list of actors</source>
            <translation>Tippen, um die Liste der Aktoren zu filtern</translation>
        </message>
        <message>
            <source>&amp;Refresh</source>
            <translation>Aktualisie&amp;ren</translation>
        </message>
        <message>
            <source>Ask the engine for everything again</source>
            <translation>Alles noch einmal bei der Engine abfragen</translation>
        </message>
        <message>
            <source>Ne&amp;xt Pane</source>
            <translation>Nä&amp;chster Bereich</translation>
        </message>
        <message>
            <source>Move the focus to the next part of the window</source>
            <translation>Den Fokus in den nächsten Teil des Fensters setzen</translation>
        </message>
        <message>
            <source>&amp;Previous Pane</source>
            <translation>&amp;Voriger Bereich</translation>
        </message>
        <message>
            <source>Move the focus to the previous part of the window</source>
            <translation>Den Fokus in den vorigen Teil des Fensters setzen</translation>
        </message>
        <message>
            <source>Zoom &amp;In</source>
            <translation>&amp;Vergrößern</translation>
        </message>
        <message>
            <source>Make everything larger</source>
            <translation>Alles größer darstellen</translation>
        </message>
        <message>
            <source>Zoom &amp;Out</source>
            <translation>Ver&amp;kleinern</translation>
        </message>
        <message>
            <source>Make everything smaller</source>
            <translation>Alles kleiner darstellen</translation>
        </message>
        <message>
            <source>&amp;Usual Size</source>
            <translation>&amp;Normale Größe</translation>
        </message>
        <message>
            <source>Give everything its usual size</source>
            <translation>Alles in normaler Größe darstellen</translation>
        </message>
        <message>
            <source>Reset La&amp;yout</source>
            <translation>La&amp;yout zurücksetzen</translation>
        </message>
        <message>
            <source>Put panes and docks where they were at first</source>
            <translation>Bereiche und Andockfenster wie am Anfang anordnen</translation>
        </message>
        <message>
            <source>Show or Hide &amp;Docks</source>
            <translation>An&amp;dockfenster ein-/ausblenden</translation>
        </message>
        <message>
            <source>Hide the docks, or bring back those shown last</source>
            <translation>Die Andockfenster ausblenden oder die zuletzt gezeigten zurückholen</translation>
        </message>
        <message>
            <source>Move to the &amp;Bottom</source>
            <translation>Nach &amp;unten</translation>
        </message>
        <message>
            <source>Put the dock used last at the bottom of the window</source>
            <translation>Das zuletzt benutzte Andockfenster unten im Fenster anordnen</translation>
        </message>
        <message>
            <source>Move to the &amp;Left</source>
            <translation>Nach &amp;links</translation>
        </message>
        <message>
            <source>Put the dock used last at the left of the window</source>
            <translation>Das zuletzt benutzte Andockfenster links im Fenster anordnen</translation>
        </message>
        <message>
            <source>Move to the Ri&amp;ght</source>
            <translation>Nach &amp;rechts</translation>
        </message>
        <message>
            <source>Put the dock used last at the right of the window</source>
            <translation>Das zuletzt benutzte Andockfenster rechts im Fenster anordnen</translation>
        </message>
        <message>
            <source>&amp;Start Engine</source>
            <translation>Engine &amp;starten</translation>
        </message>
        <message>
            <source>Start the engine inside this program</source>
            <translation>Die Engine in diesem Programm starten</translation>
        </message>
        <message>
            <source>S&amp;top Engine</source>
            <translation>Engine an&amp;halten</translation>
        </message>
        <message>
            <source>Let actors save and stop the engine inside this program</source>
            <translation>Aktoren speichern lassen und die Engine in diesem Programm anhalten</translation>
        </message>
        <message>
            <source>&amp;Restart Engine</source>
            <translation>Engine &amp;neu starten</translation>
        </message>
        <message>
            <source>Stop the engine inside this program and start it again</source>
            <translation>Die Engine in diesem Programm anhalten und wieder starten</translation>
        </message>
        <message>
            <source>&amp;Open Data Folder</source>
            <translation>&amp;Datenordner öffnen</translation>
        </message>
        <message>
            <source>Show the folder where the engine keeps its data</source>
            <translation>Den Ordner zeigen, in dem die Engine ihre Daten aufbewahrt</translation>
        </message>
        <message>
            <source>&amp;Keyboard Shortcuts…</source>
            <translation>&amp;Tastenkürzel…</translation>
        </message>
        <message>
            <source>See every command's keys and change them</source>
            <translation>Die Tasten aller Befehle ansehen und ändern</translation>
        </message>
        <message>
            <source>&amp;About Rove</source>
            <translation>Ü&amp;ber Rove</translation>
        </message>
        <message>
            <source>Version and licence</source>
            <translation>Version und Lizenz</translation>
        </message>
        <message>
            <source>As the &amp;System</source>
            <translation>Wie das &amp;System</translation>
        </message>
        <message>
            <source>Light or dark as the desktop is</source>
            <translation>Hell oder dunkel wie der Desktop</translation>
        </message>
        <message>
            <source>&amp;Light</source>
            <translation>&amp;Hell</translation>
        </message>
        <message>
            <source>Always light</source>
            <translation>Immer hell</translation>
        </message>
        <message>
            <source>&amp;Dark</source>
            <translation>&amp;Dunkel</translation>
        </message>
        <message>
            <source>Always dark</source>
            <translation>Immer dunkel</translation>
        </message>
        <message>
            <source>&amp;Compact</source>
            <translation>&amp;Kompakt</translation>
        </message>
        <message>
            <source>Low rows in lists</source>
            <translation>Niedrige Zeilen in Listen</translation>
        </message>
        <message>
            <source>&amp;Normal</source>
            <translation>&amp;Normal</translation>
        </message>
        <message>
            <source>Rows of usual height in lists</source>
            <translation>Zeilen normaler Höhe in Listen</translation>
        </message>
        <message>
            <source>C&amp;omfortable</source>
            <translation>&amp;Geräumig</translation>
        </message>
        <message>
            <source>High rows in lists</source>
            <translation>Hohe Zeilen in Listen</translation>
        </message>
        <message>
            <source>Show Destroy&amp;ed Actors</source>
            <translation>&amp;Zerstörte Aktoren zeigen</translation>
        </message>
        <message>
            <source>List actors that are gone, too</source>
            <translation>Auch Aktoren auflisten, die es nicht mehr gibt</translation>
        </message>
        <message>
            <source>Narro&amp;w Navigation</source>
            <translation>Sch&amp;male Navigation</translation>
        </message>
        <message>
            <source>Show only the icons of the navigation</source>
            <translation>Nur die Symbole der Navigation zeigen</translation>
        </message>
        <message>
            <source>F&amp;ull Screen</source>
            <translation>Voll&amp;bild</translation>
        </message>
        <message>
            <source>Give the window the whole screen</source>
            <translation>Das Fenster auf dem ganzen Bildschirm zeigen</translation>
        </message>
        <message>
            <source>No session waits to be restored.</source>
            <translation>Es gibt keine Sitzung zum Wiederherstellen.</translation>
        </message>
        <message>
            <source>Connections</source>
            <translation>Verbindungen</translation>
        </message>
        <message>
            <source>Navigation</source>
            <translation>Navigation</translation>
        </message>
        <message>
            <source>The session from before was restored.</source>
            <translation>Die vorige Sitzung wurde wiederhergestellt.</translation>
        </message>
        <message>
            <source>Rove did not end as it should last time. What was open, with edits that were not applied, can be restored.</source>
            <translation>Rove wurde beim letzten Mal nicht ordentlich beendet. Was geöffnet war, kann samt nicht angewendeten Änderungen wiederhergestellt werden.</translation>
        </message>
        <message>
            <source>Jobs Are Running</source>
            <translation>Aufträge laufen noch</translation>
        </message>
        <message numerus="yes">
            <source>%n job(s) are not done. Quit and cancel them?</source>
            <translation>
                <numerusform>%n Auftrag ist nicht fertig. Beenden und ihn abbrechen?</numerusform>
                <numerusform>%n Aufträge sind nicht fertig. Beenden und sie abbrechen?</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;Quit and Cancel Jobs</source>
            <translation>&amp;Beenden und Aufträge abbrechen</translation>
        </message>
        <message>
            <source>This is no link that Rove can open: %1</source>
            <translation>Das ist kein Link, den Rove öffnen kann: %1</translation>
        </message>
        <message>
            <source>Open actors</source>
            <translation>Geöffnete Aktoren</translation>
        </message>
        <message>
            <source>%1 · %2</source>
            <comment>a connection and its address</comment>
            <translation>%1 · %2</translation>
        </message>
        <message>
            <source>Overview</source>
            <translation>Übersicht</translation>
        </message>
        <message>
            <source>O&amp;verview</source>
            <translation>Übersich&amp;t</translation>
        </message>
        <message>
            <source>Show how the namespace is</source>
            <translation>Zeigen, wie es um den Namensraum steht</translation>
        </message>
        <message>
            <source>&amp;Actors</source>
            <translation>&amp;Aktoren</translation>
        </message>
        <message>
            <source>Show the list of actors</source>
            <translation>Die Liste der Aktoren zeigen</translation>
        </message>
        <message>
            <source>Jobs</source>
            <translation>Aufträge</translation>
        </message>
        <message>
            <source>Show what is being done to many actors</source>
            <translation>Zeigen, was gerade mit vielen Aktoren geschieht</translation>
        </message>
        <message>
            <source>Kept copies</source>
            <translation>Aufbewahrte Kopien</translation>
        </message>
        <message>
            <source>Show the copies of actors that were destroyed from here</source>
            <translation>Die Kopien der von hier aus zerstörten Aktoren zeigen</translation>
        </message>
        <message>
            <source>Notifications</source>
            <translation>Benachrichtigungen</translation>
        </message>
        <message>
            <source>Noti&amp;fications</source>
            <translation>Bena&amp;chrichtigungen</translation>
        </message>
        <message>
            <source>Show what has happened</source>
            <translation>Zeigen, was geschehen ist</translation>
        </message>
        <message>
            <source>&amp;Connections</source>
            <translation>&amp;Verbindungen</translation>
        </message>
        <message>
            <source>Show the saved connections</source>
            <translation>Die gespeicherten Verbindungen zeigen</translation>
        </message>
        <message>
            <source>&amp;Local Engine</source>
            <translation>&amp;Lokale Engine</translation>
        </message>
        <message>
            <source>Show the engine inside this program</source>
            <translation>Die Engine in diesem Programm zeigen</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Show the actor's state</source>
            <translation>Den Zustand des Aktors zeigen</translation>
        </message>
        <message>
            <source>Actions</source>
            <translation>Aktionen</translation>
        </message>
        <message>
            <source>Call the actor's actions</source>
            <translation>Die Aktionen des Aktors aufrufen</translation>
        </message>
        <message>
            <source>Events</source>
            <translation>Ereignisse</translation>
        </message>
        <message>
            <source>Show what happened to the actor, in order</source>
            <translation>Der Reihe nach zeigen, was mit dem Aktor geschah</translation>
        </message>
        <message>
            <source>REPL</source>
            <translation>Konsole (REPL)</translation>
        </message>
        <message>
            <source>&amp;REPL</source>
            <translation>Konsole (&amp;REPL)</translation>
        </message>
        <message>
            <source>Work with the actor in JavaScript</source>
            <translation>Mit dem Aktor in JavaScript arbeiten</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Details</translation>
        </message>
        <message>
            <source>&amp;Details</source>
            <translation>&amp;Details</translation>
        </message>
        <message>
            <source>Show what is known about the actor</source>
            <translation>Zeigen, was über den Aktor bekannt ist</translation>
        </message>
        <message>
            <source>Event log</source>
            <translation>Ereignisprotokoll</translation>
        </message>
        <message>
            <source>&amp;Event Log</source>
            <translation>&amp;Ereignisprotokoll</translation>
        </message>
        <message>
            <source>Keep the actor's events in sight</source>
            <translation>Die Ereignisse des Aktors im Blick behalten</translation>
        </message>
        <message>
            <source>Keep the actor's REPL in sight</source>
            <translation>Die Konsole (REPL) des Aktors im Blick behalten</translation>
        </message>
        <message>
            <source>Keep the jobs in sight</source>
            <translation>Die Aufträge im Blick behalten</translation>
        </message>
        <message>
            <source>Keep the notifications in sight</source>
            <translation>Die Benachrichtigungen im Blick behalten</translation>
        </message>
        <message>
            <source>Tool bar</source>
            <translation>Werkzeugleiste</translation>
        </message>
        <message>
            <source>Connection</source>
            <translation>Verbindung</translation>
        </message>
        <message>
            <source>Namespace</source>
            <translation>Namensraum</translation>
        </message>
        <message numerus="yes">
            <source>Notifications, %n unread</source>
            <translation>
                <numerusform>Benachrichtigungen, %n ungelesen</numerusform>
                <numerusform>Benachrichtigungen, %n ungelesen</numerusform>
            </translation>
        </message>
        <message>
            <source>The local engine has stopped.</source>
            <translation>Die lokale Engine wurde angehalten.</translation>
        </message>
        <message>
            <source>The connection was lost.</source>
            <translation>Die Verbindung ist abgerissen.</translation>
        </message>
        <message>
            <source>The connection is back.</source>
            <translation>Die Verbindung steht wieder.</translation>
        </message>
        <message numerus="yes">
            <source>The job “%1” ended with %n failure(s).</source>
            <translation>
                <numerusform>Der Auftrag „%1“ endete mit %n Fehler.</numerusform>
                <numerusform>Der Auftrag „%1“ endete mit %n Fehlern.</numerusform>
            </translation>
        </message>
        <message>
            <source>The job “%1” is done.</source>
            <translation>Der Auftrag „%1“ ist fertig.</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Zeigen</translation>
        </message>
        <message>
            <source>%1 · %2</source>
            <comment>a namespace and a status</comment>
            <translation>%1 · %2</translation>
        </message>
        <message>
            <source>Stop searching</source>
            <translation>Suche anhalten</translation>
        </message>
        <message>
            <source>There are more than are shown.</source>
            <translation>Es gibt mehr, als gezeigt wird.</translation>
        </message>
        <message>
            <source>Type more of it.</source>
            <translation>Mehr davon eingeben.</translation>
        </message>
        <message numerus="yes">
            <source>%n namespace(s) could not be searched.</source>
            <translation>
                <numerusform>%n Namensraum konnte nicht durchsucht werden.</numerusform>
                <numerusform>%n Namensräume konnten nicht durchsucht werden.</numerusform>
            </translation>
        </message>
        <message>
            <source>The namespaces cannot be listed.</source>
            <translation>Die Namensräume können nicht aufgezählt werden.</translation>
        </message>
        <message>
            <source>In all namespaces</source>
            <translation>In allen Namensräumen</translation>
        </message>
        <message>
            <source>Type an ID, a key, or how a type begins.</source>
            <translation>Eine ID, einen Schlüssel oder den Anfang eines Typs eingeben.</translation>
        </message>
        <message>
            <source>Every namespace of this engine is asked.</source>
            <translation>Jeder Namensraum dieser Engine wird gefragt.</translation>
        </message>
        <message>
            <source>In all namespaces — %1 of %2 searched</source>
            <translation>In allen Namensräumen — %1 von %2 durchsucht</translation>
        </message>
        <message>
            <source>The search was stopped.</source>
            <translation>Die Suche wurde angehalten.</translation>
        </message>
        <message>
            <source>%1 of %2 namespaces were searched.</source>
            <translation>%1 von %2 Namensräumen wurden durchsucht.</translation>
        </message>
        <message>
            <source>No namespace has it.</source>
            <translation>Kein Namensraum hat es.</translation>
        </message>
        <message>
            <source>IDs and keys must be whole.</source>
            <translation>IDs und Schlüssel müssen vollständig sein.</translation>
        </message>
        <message>
            <source>&gt; commands    @ views and sections    # pools    : filter the list    * all namespaces</source>
            <translation>&gt; Befehle    @ Ansichten und Abschnitte    # Pools    : Liste filtern    * alle Namensräume</translation>
        </message>
        <message>
            <source>Layouts</source>
            <translation>Layouts</translation>
        </message>
        <message>
            <source>Layout %1</source>
            <translation>Layout %1</translation>
        </message>
        <message>
            <source>Elsewhere</source>
            <translation>Anderswo</translation>
        </message>
        <message>
            <source>Search all namespaces for “%1”</source>
            <translation>Alle Namensräume nach „%1“ durchsuchen</translation>
        </message>
        <message>
            <source>Find an actor in every namespace of this engine</source>
            <translation>Einen Aktor in jedem Namensraum dieser Engine finden</translation>
        </message>
        <message>
            <source>&amp;Save Layout As…</source>
            <translation>Layout &amp;sichern unter…</translation>
        </message>
        <message>
            <source>Keep where panes and docks are under a name</source>
            <translation>Unter einem Namen behalten, wo Bereiche und Andockfenster stehen</translation>
        </message>
        <message>
            <source>&amp;Help on This</source>
            <translation>&amp;Hilfe hierzu</translation>
        </message>
        <message>
            <source>Say what the part of the window is that has the focus</source>
            <translation>Sagen, was der Teil des Fensters mit dem Fokus ist</translation>
        </message>
        <message>
            <source>&amp;What’s This?</source>
            <translation>&amp;Was ist das?</translation>
        </message>
        <message>
            <source>Say what the part of the window is that is clicked next</source>
            <translation>Sagen, was der Teil des Fensters ist, der als Nächstes geklickt wird</translation>
        </message>
        <message>
            <source>How the namespace is now: what its actors do and which fail, its types and pools, and what was opened here last. A part that is clicked shows the actors it counts. Looking wakes nobody.</source>
            <translation>Wie es dem Namensraum gerade geht: was seine Aktoren tun und welche scheitern, seine Typen und Pools, und was hier zuletzt geöffnet war. Ein Klick auf einen Teil zeigt die Aktoren, die er zählt. Das Hinsehen weckt niemanden.</translation>
        </message>
        <message>
            <source>The actors of the namespace, and beside them the one that is chosen. Type to filter, click a header to sort. Looking at an actor never wakes it; what is done to several becomes a job.</source>
            <translation>Die Aktoren des Namensraums und daneben der gewählte. Tippen filtert, ein Klick auf einen Spaltenkopf sortiert. Ansehen weckt einen Aktor nie; was mit mehreren geschieht, wird ein Auftrag.</translation>
        </message>
        <message>
            <source>What is being done to many actors at once: how far it is, and what failed and why. A job can be paused, cancelled, and tried again where it failed.</source>
            <translation>Was mit vielen Aktoren zugleich geschieht: wie weit es ist, was scheiterte und warum. Ein Auftrag lässt sich anhalten, abbrechen und, wo er scheiterte, erneut versuchen.</translation>
        </message>
        <message>
            <source>Copies of actors that were destroyed from here, with the states they had. A copy can become an actor again.</source>
            <translation>Kopien von Aktoren, die von hier aus zerstört wurden, mit ihren Zuständen. Aus einer Kopie kann wieder ein Aktor werden.</translation>
        </message>
        <message>
            <source>What happened while the program runs: connections that were lost and are back, jobs that ended, the local engine.</source>
            <translation>Was geschah, während das Programm läuft: verlorene und wiedergekehrte Verbindungen, beendete Aufträge, die lokale Engine.</translation>
        </message>
        <message>
            <source>The engines you know: saved connections, engines found on this machine, and places that were opened last. Choose one to connect.</source>
            <translation>Die bekannten Engines: gespeicherte Verbindungen, auf diesem Rechner gefundene Engines und zuletzt geöffnete Orte. Eine Auswahl verbindet.</translation>
        </message>
        <message>
            <source>The Rivet engine inside this program: where it answers, where it keeps its data, and the types of actors it runs. It stops when the program ends.</source>
            <translation>Die Rivet-Engine in diesem Programm: wo sie antwortet, wo sie ihre Daten hält und welche Aktortypen sie ausführt. Sie hält an, wenn das Programm endet.</translation>
        </message>
        <message>
            <source>What the actor keeps. Live values change as you look; what you change are edits until you apply them, and only the paths you edited are written. Earlier versions can be looked at and brought back.</source>
            <translation>Was der Aktor behält. Live-Werte ändern sich beim Zusehen; eigene Änderungen bleiben Bearbeitungen, bis sie angewendet werden, und geschrieben werden nur die bearbeiteten Pfade. Frühere Fassungen lassen sich ansehen und zurückholen.</translation>
        </message>
        <message>
            <source>Calls an action with arguments and shows its answer, how long it took, and the calls before. A sleeping actor is started by a call.</source>
            <translation>Ruft eine Aktion mit Argumenten auf und zeigt die Antwort, die Dauer und die Aufrufe davor. Ein schlafender Aktor wird durch einen Aufruf gestartet.</translation>
        </message>
        <message>
            <source>What happened to the actor, in order, as far as its inspector tells: its state, connections, queue and schedules, its life, and what you did to it. A row that is chosen shows what was before and after.</source>
            <translation>Was mit dem Aktor der Reihe nach geschah, soweit sein Inspektor es sagt: Zustand, Verbindungen, Warteschlange und Zeitpläne, sein Leben und was Sie mit ihm taten. Eine gewählte Zeile zeigt, was vorher und nachher war.</translation>
        </message>
        <message>
            <source>JavaScript with the actor in it: actor.increment(1) calls the action and gives its answer. What was run can be found and run again.</source>
            <translation>JavaScript mit dem Aktor darin: actor.increment(1) ruft die Aktion auf und gibt ihre Antwort. Was ausgeführt wurde, lässt sich wiederfinden und erneut ausführen.</translation>
        </message>
        <message>
            <source>Everything that is known about the actor: who it is, where it runs, when what happened, why it failed, and how code reaches it.</source>
            <translation>Alles, was über den Aktor bekannt ist: wer er ist, wo er läuft, wann was geschah, warum er scheiterte und wie Code ihn erreicht.</translation>
        </message>
        <message>
            <source>Search A&amp;ll Namespaces…</source>
            <translation>&amp;Alle Namensräume durchsuchen…</translation>
        </message>
        <message>
            <source>The engine took the command, and the actor goes on. Stopping it on command needs RivetKit %1; this actor runs %2 and sleeps by itself when it is idle.</source>
            <translation>Die Engine hat den Befehl angenommen, aber der Aktor läuft weiter. Auf Befehl anhalten lässt er sich ab RivetKit %1; dieser Aktor nutzt %2 und schläft von selbst ein, wenn er nichts zu tun hat.</translation>
        </message>
    </context>
    <context>
        <name>rove::ui::StatePage</name>
        <message numerus="yes">
            <source>%n unchanged</source>
            <comment>entries</comment>
            <translation>
                <numerusform>%n unverändert</numerusform>
                <numerusform>%n unverändert</numerusform>
            </translation>
        </message>
        <message>
            <source>%1, added %2</source>
            <translation>%1, hinzugefügt %2</translation>
        </message>
        <message>
            <source>%1, removed %2</source>
            <translation>%1, entfernt %2</translation>
        </message>
        <message>
            <source>%1, changed from %2 to %3</source>
            <translation>%1, geändert von %2 in %3</translation>
        </message>
        <message>
            <source>%1, with changes</source>
            <translation>%1, mit Änderungen</translation>
        </message>
        <message>
            <source>Path</source>
            <translation>Pfad</translation>
        </message>
        <message>
            <source>Differences</source>
            <translation>Unterschiede</translation>
        </message>
        <message>
            <source>&amp;Compare</source>
            <translation>&amp;Vergleiche</translation>
        </message>
        <message>
            <source>&amp;with</source>
            <translation>&amp;mit</translation>
        </message>
        <message>
            <source>Compare this state</source>
            <translation>Diesen Zustand vergleichen</translation>
        </message>
        <message>
            <source>With this state</source>
            <translation>Mit diesem Zustand</translation>
        </message>
        <message>
            <source>Swap the two sides</source>
            <translation>Die beiden Seiten tauschen</translation>
        </message>
        <message>
            <source>No differences</source>
            <translation>Keine Unterschiede</translation>
        </message>
        <message>
            <source>Both states hold the same values.</source>
            <translation>Beide Zustände enthalten dieselben Werte.</translation>
        </message>
        <message>
            <source>Nothing to compare</source>
            <translation>Nichts zu vergleichen</translation>
        </message>
        <message>
            <source>More than %L1 differences</source>
            <translation>Mehr als %L1 Unterschiede</translation>
        </message>
        <message numerus="yes">
            <source>%n added</source>
            <comment>differences</comment>
            <translation>
                <numerusform>%n hinzugefügt</numerusform>
                <numerusform>%n hinzugefügt</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n removed</source>
            <comment>differences</comment>
            <translation>
                <numerusform>%n entfernt</numerusform>
                <numerusform>%n entfernt</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n changed</source>
            <comment>differences</comment>
            <translation>
                <numerusform>%n geändert</numerusform>
                <numerusform>%n geändert</numerusform>
            </translation>
        </message>
        <message>
            <source>+ %1   − %2   ~ %3</source>
            <comment>counts of a comparison</comment>
            <translation>+ %1   − %2   ~ %3</translation>
        </message>
        <message>
            <source>the difference</source>
            <translation>Unterschied</translation>
        </message>
        <message>
            <source>seen when Rove looked</source>
            <translation>gesehen, als Rove nachsah</translation>
        </message>
        <message>
            <source>changed by the actor</source>
            <translation>vom Aktor geändert</translation>
        </message>
        <message>
            <source>applied from here</source>
            <translation>von hier angewendet</translation>
        </message>
        <message>
            <source>version %1 restored</source>
            <translation>Version %1 wiederhergestellt</translation>
        </message>
        <message>
            <source>Histor&amp;y</source>
            <translation>Verlau&amp;f</translation>
        </message>
        <message>
            <source>Version of the state</source>
            <translation>Version des Zustands</translation>
        </message>
        <message>
            <source>&amp;Older Version</source>
            <translation>Älte&amp;re Version</translation>
        </message>
        <message>
            <source>Show the version of the state before this one</source>
            <translation>Die Version des Zustands vor dieser zeigen</translation>
        </message>
        <message>
            <source>&amp;Newer Version</source>
            <translation>Neuere Ver&amp;sion</translation>
        </message>
        <message>
            <source>Show the version of the state after this one</source>
            <translation>Die Version des Zustands nach dieser zeigen</translation>
        </message>
        <message>
            <source>Back to &amp;Live</source>
            <translation>Zurü&amp;ck zu Live</translation>
        </message>
        <message>
            <source>Show what the actor holds now</source>
            <translation>Zeigen, was der Aktor jetzt enthält</translation>
        </message>
        <message>
            <source>no versions yet</source>
            <translation>noch keine Versionen</translation>
        </message>
        <message>
            <source>v%1 · live</source>
            <translation>v%1 · live</translation>
        </message>
        <message>
            <source>v%1 · seen last</source>
            <translation>v%1 · zuletzt gesehen</translation>
        </message>
        <message>
            <source>v%1 of %2</source>
            <translation>v%1 von %2</translation>
        </message>
        <message>
            <source>v%1 of %2 · %3</source>
            <translation>v%1 von %2 · %3</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <translation>%1, %2</translation>
        </message>
        <message>
            <source>Only one version was seen so far.</source>
            <translation>Bisher wurde nur eine Version gesehen.</translation>
        </message>
        <message>
            <source>This is the oldest version that is kept.</source>
            <translation>Das ist die älteste Version, die aufbewahrt wird.</translation>
        </message>
        <message>
            <source>The live state is shown.</source>
            <translation>Der Live-Zustand wird gezeigt.</translation>
        </message>
        <message>
            <source>State as JSON</source>
            <translation>Zustand als JSON</translation>
        </message>
        <message>
            <source>Edit as JSON</source>
            <translation>Als JSON bearbeiten</translation>
        </message>
        <message>
            <source>%1 was applied already, so undo made a new edit with its old value. Apply it to write it.</source>
            <translation>%1 war schon angewendet, daher wurde aus dem Rückgängigmachen eine neue Änderung mit dem alten Wert. Zum Schreiben anwenden.</translation>
        </message>
        <message>
            <source>Too large to edit as text</source>
            <translation>Zu groß, um als Text bearbeitet zu werden</translation>
        </message>
        <message>
            <source>The state takes %1. The tree shows all of it, and it can be exported.</source>
            <translation>Der Zustand belegt %1. Der Baum zeigt ihn ganz, und er lässt sich exportieren.</translation>
        </message>
        <message numerus="yes">
            <source>%1 · %Ln value(s)</source>
            <translation>
                <numerusform>%1 · %Ln Wert</numerusform>
                <numerusform>%1 · %Ln Werte</numerusform>
            </translation>
        </message>
        <message>
            <source>Applying was given up before anything was written. The edits are still here.</source>
            <translation>Das Anwenden wurde abgebrochen, bevor etwas geschrieben war. Die Änderungen sind noch hier.</translation>
        </message>
        <message>
            <source>The edits were not applied and are still here. %1 %2</source>
            <translation>Die Änderungen wurden nicht angewendet und sind noch hier. %1 %2</translation>
        </message>
        <message>
            <source>Nothing was written: the actor changed what you edited. Choose for each conflict whether to keep yours or to take the live value.</source>
            <translation>Nichts wurde geschrieben: Der Aktor hat geändert, was hier bearbeitet wurde. Für jeden Konflikt wählen: Eigenes behalten oder den Live-Wert übernehmen.</translation>
        </message>
        <message numerus="yes">
            <source>The edits were written, but the actor changed %n value(s) at once.</source>
            <translation>
                <numerusform>Die Änderungen wurden geschrieben, aber der Aktor hat %n Wert sofort geändert.</numerusform>
                <numerusform>Die Änderungen wurden geschrieben, aber der Aktor hat %n Werte sofort geändert.</numerusform>
            </translation>
        </message>
        <message>
            <source>Nothing was written: the value at %1 is more than JSON can say, and this actor takes no other form now.</source>
            <translation>Nichts wurde geschrieben: Der Wert bei %1 ist mehr, als JSON ausdrücken kann, und dieser Aktor nimmt zurzeit keine andere Form an.</translation>
        </message>
        <message>
            <source>You did not wait for it.</source>
            <translation>Darauf wurde nicht gewartet.</translation>
        </message>
        <message>
            <source>The edits were sent, but it is not known whether the actor has them. %1 They are still here; apply them again to find out.</source>
            <translation>Die Änderungen wurden gesendet, aber es ist nicht bekannt, ob der Aktor sie hat. %1 Sie sind noch hier; erneutes Anwenden gibt Aufschluss.</translation>
        </message>
        <message>
            <source>The clipboard holds no JSON: line %1, column %2: %3</source>
            <translation>Die Zwischenablage enthält kein JSON: Zeile %1, Spalte %2: %3</translation>
        </message>
        <message>
            <source>Choose the value that is to be replaced first.</source>
            <translation>Zuerst den Wert wählen, der ersetzt werden soll.</translation>
        </message>
        <message>
            <source>&amp;Apply Edits</source>
            <translation>Änderungen &amp;anwenden</translation>
        </message>
        <message>
            <source>Write the edits to the actor and read them back</source>
            <translation>Die Änderungen in den Aktor schreiben und zurücklesen</translation>
        </message>
        <message>
            <source>&amp;Cancel Applying</source>
            <translation>Anwenden a&amp;bbrechen</translation>
        </message>
        <message>
            <source>Wait no longer; the edits stay</source>
            <translation>Nicht länger warten; die Änderungen bleiben</translation>
        </message>
        <message>
            <source>Re&amp;vert Edits</source>
            <translation>Änderungen &amp;zurücknehmen</translation>
        </message>
        <message>
            <source>Drop all local edits</source>
            <translation>Alle lokalen Änderungen verwerfen</translation>
        </message>
        <message>
            <source>Revie&amp;w Edits…</source>
            <translation>Änderungen &amp;prüfen…</translation>
        </message>
        <message>
            <source>See all edits beside base and live, and choose which to apply</source>
            <translation>Alle Änderungen neben Basis und Live ansehen und wählen, welche angewendet werden</translation>
        </message>
        <message>
            <source>&amp;Keep Mine</source>
            <translation>&amp;Eigenes behalten</translation>
        </message>
        <message>
            <source>Keep the edit of the current row</source>
            <translation>Die Änderung der aktuellen Zeile behalten</translation>
        </message>
        <message>
            <source>&amp;Take Live</source>
            <translation>&amp;Live übernehmen</translation>
        </message>
        <message>
            <source>Drop the edit of the current row</source>
            <translation>Die Änderung der aktuellen Zeile verwerfen</translation>
        </message>
        <message>
            <source>Go to &amp;Next Conflict</source>
            <translation>Zum &amp;nächsten Konflikt</translation>
        </message>
        <message>
            <source>Go to the next row that the actor changed too</source>
            <translation>Zur nächsten Zeile gehen, die auch der Aktor geändert hat</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>Anwenden</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Revert</source>
            <translation>Zurücknehmen</translation>
        </message>
        <message>
            <source>Review…</source>
            <translation>Prüfen…</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>Nächster</translation>
        </message>
        <message>
            <source>State as &amp;Tree</source>
            <translation>Zustand als Ba&amp;um</translation>
        </message>
        <message>
            <source>Show the state as a tree</source>
            <translation>Den Zustand als Baum zeigen</translation>
        </message>
        <message>
            <source>State as &amp;JSON</source>
            <translation>Zustand als &amp;JSON</translation>
        </message>
        <message>
            <source>Show and edit the state as JSON text</source>
            <translation>Den Zustand als JSON-Text zeigen und bearbeiten</translation>
        </message>
        <message>
            <source>State &amp;Compared</source>
            <translation>Zustands&amp;vergleich</translation>
        </message>
        <message>
            <source>Compare the state with another one</source>
            <translation>Den Zustand mit einem anderen vergleichen</translation>
        </message>
        <message>
            <source>State as Ta&amp;ble</source>
            <translation>Zustand als &amp;Tabelle</translation>
        </message>
        <message>
            <source>Show the current list of objects as a table</source>
            <translation>Die aktuelle Liste von Objekten als Tabelle zeigen</translation>
        </message>
        <message>
            <source>&amp;Value Pane</source>
            <translation>&amp;Wertbereich</translation>
        </message>
        <message>
            <source>Show the current value in full beside the tree</source>
            <translation>Den aktuellen Wert vollständig neben dem Baum zeigen</translation>
        </message>
        <message>
            <source>&amp;Pause Live</source>
            <translation>Live an&amp;halten</translation>
        </message>
        <message>
            <source>Keep the view as it is; versions are recorded all the same</source>
            <translation>Die Ansicht lassen, wie sie ist; Versionen werden trotzdem aufgezeichnet</translation>
        </message>
        <message>
            <source>Tree</source>
            <translation>Baum</translation>
        </message>
        <message>
            <source>JSON</source>
            <translation>JSON</translation>
        </message>
        <message>
            <source>Diff</source>
            <translation>Diff</translation>
        </message>
        <message>
            <source>Table</source>
            <translation>Tabelle</translation>
        </message>
        <message>
            <source>Compare With &amp;Live</source>
            <translation>&amp;Mit Live vergleichen</translation>
        </message>
        <message>
            <source>Compare the version that is shown with the live state</source>
            <translation>Die gezeigte Version mit dem Live-Zustand vergleichen</translation>
        </message>
        <message>
            <source>Compare &amp;From Here</source>
            <translation>Ab hier ver&amp;gleichen</translation>
        </message>
        <message>
            <source>Take the version that is shown as the left side of a comparison, then go to another and compare</source>
            <translation>Die gezeigte Version als linke Seite eines Vergleichs nehmen, dann zu einer anderen gehen und vergleichen</translation>
        </message>
        <message>
            <source>&amp;Restore This Version…</source>
            <translation>D&amp;iese Version wiederherstellen…</translation>
        </message>
        <message>
            <source>Make edits that bring this version back; nothing is written yet</source>
            <translation>Änderungen anlegen, die diese Version zurückbringen; geschrieben wird noch nichts</translation>
        </message>
        <message>
            <source>&amp;Erase Versions</source>
            <translation>Versi&amp;onen löschen</translation>
        </message>
        <message>
            <source>Forget all versions of this actor's state, on disk too</source>
            <translation>Alle Versionen des Zustands dieses Aktors vergessen, auch auf dem Datenträger</translation>
        </message>
        <message>
            <source>Paste &amp;JSON Here</source>
            <translation>JSON hier ein&amp;fügen</translation>
        </message>
        <message>
            <source>Replace the current value by the JSON on the clipboard</source>
            <translation>Den aktuellen Wert durch das JSON aus der Zwischenablage ersetzen</translation>
        </message>
        <message>
            <source>&amp;Import State…</source>
            <translation>Zustand i&amp;mportieren…</translation>
        </message>
        <message>
            <source>Compare a JSON or CBOR file with the state, then make edits of it</source>
            <translation>Eine JSON- oder CBOR-Datei mit dem Zustand vergleichen und daraus Änderungen machen</translation>
        </message>
        <message>
            <source>&amp;Use as Edits</source>
            <translation>Als Än&amp;derungen übernehmen</translation>
        </message>
        <message>
            <source>Make edits of what the file has otherwise</source>
            <translation>Aus dem, was in der Datei anders ist, Änderungen machen</translation>
        </message>
        <message>
            <source>&amp;Export State…</source>
            <translation>Zustand e&amp;xportieren…</translation>
        </message>
        <message>
            <source>Save what is shown as a JSON or CBOR file</source>
            <translation>Das Gezeigte als JSON- oder CBOR-Datei speichern</translation>
        </message>
        <message>
            <source>No actor is chosen.</source>
            <translation>Kein Aktor gewählt.</translation>
        </message>
        <message>
            <source>The edits are being applied.</source>
            <translation>Die Änderungen werden gerade angewendet.</translation>
        </message>
        <message>
            <source>The actor was destroyed.</source>
            <translation>Der Aktor wurde zerstört.</translation>
        </message>
        <message>
            <source>The JSON text has an error in line %1.</source>
            <translation>Der JSON-Text hat einen Fehler in Zeile %1.</translation>
        </message>
        <message>
            <source>There are no local edits.</source>
            <translation>Es gibt keine lokalen Änderungen.</translation>
        </message>
        <message>
            <source>Nothing is being applied.</source>
            <translation>Es wird nichts angewendet.</translation>
        </message>
        <message>
            <source>The current row has no conflict.</source>
            <translation>Die aktuelle Zeile hat keinen Konflikt.</translation>
        </message>
        <message>
            <source>There is no conflict.</source>
            <translation>Es gibt keinen Konflikt.</translation>
        </message>
        <message>
            <source>No state is shown.</source>
            <translation>Es wird kein Zustand gezeigt.</translation>
        </message>
        <message>
            <source>Choose a list of objects in the tree first.</source>
            <translation>Zuerst im Baum eine Liste von Objekten wählen.</translation>
        </message>
        <message>
            <source>An earlier version is shown.</source>
            <translation>Eine frühere Version wird gezeigt.</translation>
        </message>
        <message>
            <source>There is no state to edit.</source>
            <translation>Es gibt keinen Zustand zum Bearbeiten.</translation>
        </message>
        <message>
            <source>No file was imported.</source>
            <translation>Es wurde keine Datei importiert.</translation>
        </message>
        <message>
            <source>The live state is not known yet.</source>
            <translation>Der Live-Zustand ist noch nicht bekannt.</translation>
        </message>
        <message>
            <source>There are no earlier versions.</source>
            <translation>Es gibt keine früheren Versionen.</translation>
        </message>
        <message>
            <source>State as a table</source>
            <translation>Zustand als Tabelle</translation>
        </message>
        <message>
            <source>Depth %1</source>
            <translation>Tiefe %1</translation>
        </message>
        <message>
            <source>All levels</source>
            <translation>Alle Ebenen</translation>
        </message>
        <message>
            <source>How many levels are open</source>
            <translation>Wie viele Ebenen aufgeklappt sind</translation>
        </message>
        <message>
            <source>Open the tree down to this level</source>
            <translation>Den Baum bis zu dieser Ebene aufklappen</translation>
        </message>
        <message>
            <source>Find</source>
            <translation>Suchen</translation>
        </message>
        <message>
            <source>Find in the state (%1)</source>
            <translation>Im Zustand suchen (%1)</translation>
        </message>
        <message>
            <source>gone</source>
            <comment>a value that is no longer there</comment>
            <translation>nicht mehr da</translation>
        </message>
        <message>
            <source>No actor chosen</source>
            <translation>Kein Aktor gewählt</translation>
        </message>
        <message>
            <source>Choose an actor in the list to see its state.</source>
            <translation>In der Liste einen Aktor wählen, um seinen Zustand zu sehen.</translation>
        </message>
        <message>
            <source>Asleep</source>
            <translation>Schläft</translation>
        </message>
        <message>
            <source>Reading the state would start the actor.</source>
            <translation>Den Zustand zu lesen, würde den Aktor starten.</translation>
        </message>
        <message>
            <source>Destroyed</source>
            <translation>Zerstört</translation>
        </message>
        <message>
            <source>The actor is gone, and its state with it.</source>
            <translation>Der Aktor ist nicht mehr da, und mit ihm sein Zustand.</translation>
        </message>
        <message>
            <source>Reading the state</source>
            <translation>Zustand wird gelesen</translation>
        </message>
        <message>
            <source>It is large, or the actor takes its time.</source>
            <translation>Er ist groß, oder der Aktor lässt sich Zeit.</translation>
        </message>
        <message>
            <source>The state could not be read</source>
            <translation>Der Zustand konnte nicht gelesen werden</translation>
        </message>
        <message>
            <source>The actor has one, but what it sent is no value that Rove knows.</source>
            <translation>Der Aktor hat einen, aber was er gesendet hat, ist kein Wert, den Rove kennt.</translation>
        </message>
        <message>
            <source>This actor has no state</source>
            <translation>Dieser Aktor hat keinen Zustand</translation>
        </message>
        <message>
            <source>Its type declares none.</source>
            <translation>Sein Typ deklariert keinen.</translation>
        </message>
        <message>
            <source>The actor sleeps. This is its state as of %1.</source>
            <translation>Der Aktor schläft. Das ist sein Zustand vom %1.</translation>
        </message>
        <message>
            <source>The actor was destroyed. This was its state at %1.</source>
            <translation>Der Aktor wurde zerstört. Das war sein Zustand vom %1.</translation>
        </message>
        <message>
            <source>%1 Shown is the state as of %2.</source>
            <translation>%1 Gezeigt wird der Zustand vom %2.</translation>
        </message>
        <message>
            <source>Version %1 of %2. It is read-only.</source>
            <translation>Version %1 von %2. Sie ist schreibgeschützt.</translation>
        </message>
        <message>
            <source>Version %1 of %2, %3, %4. It is read-only.</source>
            <translation>Version %1 von %2, %3, %4. Sie ist schreibgeschützt.</translation>
        </message>
        <message>
            <source>Compare With Live</source>
            <translation>Mit Live vergleichen</translation>
        </message>
        <message>
            <source>Compare With v%1</source>
            <translation>Mit v%1 vergleichen</translation>
        </message>
        <message>
            <source>Paused at %1</source>
            <translation>Angehalten um %1</translation>
        </message>
        <message>
            <source>Live</source>
            <translation>Live</translation>
        </message>
        <message>
            <source>base v%1 · live v%2</source>
            <translation>Basis v%1 · live v%2</translation>
        </message>
        <message>
            <source>v%1</source>
            <translation>v%1</translation>
        </message>
        <message>
            <source>%1 · %2</source>
            <comment>live, versions</comment>
            <translation>%1 · %2</translation>
        </message>
        <message>
            <source>Applying: reading what the actor holds…</source>
            <translation>Anwenden: liest, was der Aktor enthält…</translation>
        </message>
        <message>
            <source>Applying: writing…</source>
            <translation>Anwenden: schreibt…</translation>
        </message>
        <message>
            <source>Applying: reading it back…</source>
            <translation>Anwenden: liest zurück…</translation>
        </message>
        <message>
            <source>Applied and read back</source>
            <translation>Angewendet und zurückgelesen</translation>
        </message>
        <message numerus="yes">
            <source>%n local edit(s)</source>
            <translation>
                <numerusform>%n lokale Änderung</numerusform>
                <numerusform>%n lokale Änderungen</numerusform>
            </translation>
        </message>
        <message>
            <source>%1, waiting for the state</source>
            <translation>%1, wartet auf den Zustand</translation>
        </message>
        <message numerus="yes">
            <source>%1 · the actor changed %n of them %2</source>
            <translation>
                <numerusform>%1 · der Aktor hat %n davon %2 geändert</numerusform>
                <numerusform>%1 · der Aktor hat %n davon %2 geändert</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 · the actor changed %n of them</source>
            <translation>
                <numerusform>%1 · der Aktor hat %n davon geändert</numerusform>
                <numerusform>%1 · der Aktor hat %n davon geändert</numerusform>
            </translation>
        </message>
        <message>
            <source>Go to a row marked ! to settle its conflict.</source>
            <translation>Zu einer mit ! markierten Zeile gehen, um ihren Konflikt zu lösen.</translation>
        </message>
        <message>
            <source>%1: live is %2, yours is %3, it was %4.</source>
            <translation>%1: live ist %2, eigenes ist %3, vorher war %4.</translation>
        </message>
        <message>
            <source>States (*.json *.cbor)</source>
            <translation>Zustände (*.json *.cbor)</translation>
        </message>
        <message>
            <source>Another window keeps this actor's versions on disk; here they are kept in memory only.</source>
            <translation>Ein anderes Fenster bewahrt die Versionen dieses Aktors auf dem Datenträger auf; hier bleiben sie nur im Arbeitsspeicher.</translation>
        </message>
        <message>
            <source>Versions of the state cannot be kept on disk and stay in memory only.</source>
            <translation>Versionen des Zustands können nicht auf dem Datenträger aufbewahrt werden und bleiben nur im Arbeitsspeicher.</translation>
        </message>
        <message>
            <source>This version could not be read.</source>
            <translation>Diese Version konnte nicht gelesen werden.</translation>
        </message>
        <message>
            <source>The actor holds what version %1 says.</source>
            <translation>Der Aktor enthält bereits, was in Version %1 steht.</translation>
        </message>
        <message>
            <source>The edits bring version %1 back. Nothing is written before you apply them.</source>
            <translation>Die Änderungen bringen Version %1 zurück. Vor dem Anwenden wird nichts geschrieben.</translation>
        </message>
        <message>
            <source>The earlier versions of this actor's state are erased.</source>
            <translation>Die früheren Versionen des Zustands dieses Aktors sind gelöscht.</translation>
        </message>
        <message>
            <source>The versions could not be erased.</source>
            <translation>Die Versionen konnten nicht gelöscht werden.</translation>
        </message>
        <message>
            <source>%1 (v%2)</source>
            <comment>a state and its version</comment>
            <translation>%1 (v%2)</translation>
        </message>
        <message>
            <source>Base</source>
            <translation>Basis</translation>
        </message>
        <message>
            <source>Yours</source>
            <translation>Eigenes</translation>
        </message>
        <message>
            <source>v%1, %2</source>
            <translation>v%1, %2</translation>
        </message>
        <message>
            <source>Choose two states above.</source>
            <translation>Oben zwei Zustände wählen.</translation>
        </message>
        <message>
            <source>One of the two is no longer kept.</source>
            <translation>Einer der beiden wird nicht mehr aufbewahrt.</translation>
        </message>
        <message>
            <source>Import State</source>
            <translation>Zustand importieren</translation>
        </message>
        <message>
            <source>%1 could not be imported.</source>
            <translation>%1 konnte nicht importiert werden.</translation>
        </message>
        <message>
            <source>This is a preview of %1. Nothing has been changed.</source>
            <translation>Das ist eine Vorschau von %1. Es wurde nichts geändert.</translation>
        </message>
        <message>
            <source>Import %1</source>
            <translation>%1 importieren</translation>
        </message>
        <message>
            <source>Export State</source>
            <translation>Zustand exportieren</translation>
        </message>
        <message>
            <source>The state was saved as %1.</source>
            <translation>Der Zustand wurde als %1 gespeichert.</translation>
        </message>
        <message>
            <source>%1 could not be saved.</source>
            <translation>%1 konnte nicht gespeichert werden.</translation>
        </message>
        <message>
            <source>Review Changes</source>
            <translation>Änderungen prüfen</translation>
        </message>
        <message>
            <source>Changes</source>
            <translation>Änderungen</translation>
        </message>
        <message>
            <source>Keep &amp;Mine for All</source>
            <translation>Überall &amp;Eigenes behalten</translation>
        </message>
        <message>
            <source>Take &amp;Live for All</source>
            <translation>Überall &amp;Live übernehmen</translation>
        </message>
        <message>
            <source>Uncheck what is not to be applied now; it stays as a local edit.</source>
            <translation>Abwählen, was jetzt nicht angewendet werden soll; es bleibt als lokale Änderung.</translation>
        </message>
        <message numerus="yes">
            <source>The actor changed %n of these meanwhile. Choose Yours or Live in each row marked as a conflict, or uncheck the row.</source>
            <translation>
                <numerusform>Der Aktor hat inzwischen %n davon geändert. In jeder als Konflikt markierten Zeile Eigenes oder Live wählen oder die Zeile abwählen.</numerusform>
                <numerusform>Der Aktor hat inzwischen %n davon geändert. In jeder als Konflikt markierten Zeile Eigenes oder Live wählen oder die Zeile abwählen.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>&amp;Drop %n Edit(s)</source>
            <translation>
                <numerusform>%n Änderung &amp;verwerfen</numerusform>
                <numerusform>%n Änderungen &amp;verwerfen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>&amp;Apply %n Change(s)</source>
            <translation>
                <numerusform>%n Änderung &amp;anwenden</numerusform>
                <numerusform>%n Änderungen &amp;anwenden</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>&amp;Apply %1 of %n Change(s)</source>
            <translation>
                <numerusform>%1 von %n Änderung &amp;anwenden</numerusform>
                <numerusform>%1 von %n Änderungen &amp;anwenden</numerusform>
            </translation>
        </message>
        <message>
            <source>There are conflicts to settle.</source>
            <translation>Es sind noch Konflikte zu lösen.</translation>
        </message>
        <message>
            <source>No change is checked.</source>
            <translation>Keine Änderung ist ausgewählt.</translation>
        </message>
        <message>
            <source>%1, conflict, live is %2</source>
            <translation>%1, Konflikt, live ist %2</translation>
        </message>
        <message>
            <source>Change</source>
            <translation>Änderung</translation>
        </message>
        <message>
            <source>The file is too large.</source>
            <translation>Die Datei ist zu groß.</translation>
        </message>
        <message>
            <source>Line %1, column %2: %3</source>
            <translation>Zeile %1, Spalte %2: %3</translation>
        </message>
        <message>
            <source>State</source>
            <translation>Zustand</translation>
        </message>
        <message>
            <source>Waiting for the engine to answer.</source>
            <translation>Warten auf die Antwort der Engine.</translation>
        </message>
        <message>
            <source>Waiting for %1 to answer.</source>
            <translation>Warten auf die Antwort von %1.</translation>
        </message>
        <message>
            <source>%1 has not answered for %2.</source>
            <translation>%1 antwortet seit %2 nicht.</translation>
        </message>
        <message>
            <source>The engine</source>
            <translation>Die Engine</translation>
        </message>
    </context>
    <context>
        <name>rove::ui::WelcomePage</name>
        <message>
            <source>token in the keychain</source>
            <translation>Token im Schlüsselbund</translation>
        </message>
        <message>
            <source>never used</source>
            <translation>nie verwendet</translation>
        </message>
        <message>
            <source>used %1</source>
            <translation>%1 verwendet</translation>
        </message>
        <message>
            <source>read-only</source>
            <translation>schreibgeschützt</translation>
        </message>
        <message>
            <source>%1 ms</source>
            <translation>%1 ms</translation>
        </message>
        <message>
            <source>Rivet engine %1</source>
            <translation>Rivet-Engine %1</translation>
        </message>
        <message>
            <source>RivetKit server %1</source>
            <translation>RivetKit-Server %1</translation>
        </message>
        <message>
            <source>&amp;Connect</source>
            <translation>&amp;Verbinden</translation>
        </message>
        <message>
            <source>Opens this connection.</source>
            <translation>Öffnet diese Verbindung.</translation>
        </message>
        <message>
            <source>&amp;Edit…</source>
            <translation>&amp;Bearbeiten…</translation>
        </message>
        <message>
            <source>Changes this connection.</source>
            <translation>Ändert diese Verbindung.</translation>
        </message>
        <message>
            <source>&amp;Duplicate…</source>
            <translation>&amp;Duplizieren…</translation>
        </message>
        <message>
            <source>Makes another connection that begins like this one.</source>
            <translation>Legt eine weitere Verbindung nach dem Vorbild dieser an.</translation>
        </message>
        <message>
            <source>C&amp;opy Endpoint</source>
            <translation>Endpunkt &amp;kopieren</translation>
        </message>
        <message>
            <source>Copies the address, without its token.</source>
            <translation>Kopiert die Adresse ohne ihr Token.</translation>
        </message>
        <message>
            <source>&amp;Remove…</source>
            <translation>&amp;Entfernen…</translation>
        </message>
        <message>
            <source>Removes this connection and its secrets.</source>
            <translation>Entfernt diese Verbindung und ihre Geheimnisse.</translation>
        </message>
        <message>
            <source>Start</source>
            <translation>Start</translation>
        </message>
        <message>
            <source>Rove looks into the actors of any Rivet engine: the one inside this program, one on your network, or a cluster.</source>
            <translation>Rove blickt in die Aktoren jeder Rivet-Engine: der in diesem Programm, einer im eigenen Netzwerk oder eines Clusters.</translation>
        </message>
        <message>
            <source>Connections</source>
            <translation>Verbindungen</translation>
        </message>
        <message>
            <source>&amp;Import…</source>
            <translation>&amp;Importieren…</translation>
        </message>
        <message>
            <source>Adds connections from a file.</source>
            <translation>Fügt Verbindungen aus einer Datei hinzu.</translation>
        </message>
        <message>
            <source>E&amp;xport…</source>
            <translation>E&amp;xportieren…</translation>
        </message>
        <message>
            <source>Writes all connections to a file, without their secrets.</source>
            <translation>Schreibt alle Verbindungen ohne ihre Geheimnisse in eine Datei.</translation>
        </message>
        <message>
            <source>No saved connections</source>
            <translation>Keine gespeicherten Verbindungen</translation>
        </message>
        <message>
            <source>A connection you save is listed here. Its token is kept in the keychain.</source>
            <translation>Gespeicherte Verbindungen erscheinen hier. Ihr Token liegt im Schlüsselbund.</translation>
        </message>
        <message>
            <source>Found on this machine</source>
            <translation>Auf diesem Rechner gefunden</translation>
        </message>
        <message>
            <source>Recent actors</source>
            <translation>Zuletzt benutzte Aktoren</translation>
        </message>
        <message>
            <source>No connection is chosen.</source>
            <translation>Keine Verbindung ist ausgewählt.</translation>
        </message>
        <message>
            <source>There is no connection.</source>
            <translation>Es gibt keine Verbindung.</translation>
        </message>
        <message>
            <source>Add…</source>
            <translation>Hinzufügen…</translation>
        </message>
        <message>
            <source>Add %1</source>
            <translation>%1 hinzufügen</translation>
        </message>
        <message>
            <source>Endpoint</source>
            <translation>Endpunkt</translation>
        </message>
    </context>
    <context>
        <name>rove::ui::Widgets</name>
        <message>
            <source>Waiting</source>
            <translation>Warten</translation>
        </message>
        <message>
            <source>… cut here</source>
            <translation>… hier gekürzt</translation>
        </message>
        <message>
            <source>These bytes are no CBOR: %1</source>
            <translation>Diese Bytes sind kein CBOR: %1</translation>
        </message>
        <message>
            <source>Bytes as text</source>
            <translation>Bytes als Text</translation>
        </message>
        <message>
            <source>Bytes as CBOR</source>
            <translation>Bytes als CBOR</translation>
        </message>
        <message>
            <source>Hex</source>
            <translation>Hex</translation>
        </message>
        <message>
            <source>Text</source>
            <translation>Text</translation>
        </message>
        <message>
            <source>CBOR</source>
            <translation>CBOR</translation>
        </message>
        <message>
            <source>Image</source>
            <translation>Bild</translation>
        </message>
        <message>
            <source>Code editor</source>
            <translation>Code-Editor</translation>
        </message>
        <message>
            <source>Tab leaves the editor. Ctrl+M makes it indent.</source>
            <translation>Tab verlässt den Editor. Mit Strg+M rückt Tab ein.</translation>
        </message>
        <message>
            <source>Tab indents. Ctrl+M makes it leave the editor.</source>
            <translation>Tab rückt ein. Mit Strg+M verlässt Tab den Editor.</translation>
        </message>
        <message>
            <source>Error in line %1: %2</source>
            <translation>Fehler in Zeile %1: %2</translation>
        </message>
        <message>
            <source>Unfold</source>
            <translation>Aufklappen</translation>
        </message>
        <message>
            <source>Fold</source>
            <translation>Zuklappen</translation>
        </message>
        <message>
            <source>Unfold All</source>
            <translation>Alle aufklappen</translation>
        </message>
        <message>
            <source>Nothing fits.</source>
            <translation>Keine Treffer.</translation>
        </message>
        <message>
            <source>Go to anything</source>
            <translation>Gehe zu allem</translation>
        </message>
        <message>
            <source>What to go to</source>
            <translation>Ziel</translation>
        </message>
        <message>
            <source>What fits</source>
            <translation>Treffer</translation>
        </message>
        <message>
            <source>Local time</source>
            <translation>Ortszeit</translation>
        </message>
        <message>
            <source>UTC</source>
            <translation>UTC</translation>
        </message>
        <message>
            <source>Milliseconds since 1970</source>
            <translation>Millisekunden seit 1970</translation>
        </message>
        <message>
            <source>&amp;Local</source>
            <translation>&amp;Lokal</translation>
        </message>
        <message>
            <source>&amp;UTC</source>
            <translation>&amp;UTC</translation>
        </message>
        <message>
            <source>&amp;Epoch, ms</source>
            <translation>&amp;Epoche, ms</translation>
        </message>
        <message>
            <source>Not a date</source>
            <translation>Kein Datum</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation>Filter</translation>
        </message>
        <message>
            <source>Saved Filters</source>
            <translation>Gespeicherte Filter</translation>
        </message>
        <message>
            <source>Saved and recent filters</source>
            <translation>Gespeicherte und zuletzt benutzte Filter</translation>
        </message>
        <message>
            <source>recent</source>
            <translation>zuletzt benutzt</translation>
        </message>
        <message>
            <source>Suggestions for the filter</source>
            <translation>Vorschläge für den Filter</translation>
        </message>
        <message>
            <source>Match case</source>
            <translation>Groß-/Kleinschreibung beachten</translation>
        </message>
        <message>
            <source>Regular expression</source>
            <translation>Regulärer Ausdruck</translation>
        </message>
        <message>
            <source>Show only what was found</source>
            <translation>Nur Gefundenes zeigen</translation>
        </message>
        <message>
            <source>Where to look</source>
            <translation>Wo gesucht wird</translation>
        </message>
        <message>
            <source>Find</source>
            <translation>Suchen</translation>
        </message>
        <message>
            <source>Previous one (Shift+F3)</source>
            <translation>Voriges (Umschalt+F3)</translation>
        </message>
        <message>
            <source>Next one (F3)</source>
            <translation>Nächstes (F3)</translation>
        </message>
        <message>
            <source>Close (Esc)</source>
            <translation>Schließen (Esc)</translation>
        </message>
        <message>
            <source>Find…</source>
            <translation>Suchen…</translation>
        </message>
        <message>
            <source>Find Next</source>
            <translation>Weitersuchen</translation>
        </message>
        <message>
            <source>Find Previous</source>
            <translation>Rückwärts suchen</translation>
        </message>
        <message>
            <source>≥ %1</source>
            <comment>at least so many</comment>
            <translation>≥ %1</translation>
        </message>
        <message>
            <source>Nothing found</source>
            <translation>Nichts gefunden</translation>
        </message>
        <message>
            <source>Looking…</source>
            <translation>Sucht…</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <comment>third of seventeen</comment>
            <translation>%1 von %2</translation>
        </message>
        <message>
            <source>%1 found</source>
            <translation>%1 gefunden</translation>
        </message>
        <message>
            <source>Not a pattern</source>
            <translation>Kein Suchmuster</translation>
        </message>
        <message>
            <source>Copy as Hexadecimal</source>
            <translation>Hexadezimal kopieren</translation>
        </message>
        <message>
            <source>Copy as Text</source>
            <translation>Als Text kopieren</translation>
        </message>
        <message>
            <source>Bytes</source>
            <translation>Bytes</translation>
        </message>
        <message>
            <source>Select All</source>
            <translation>Alles auswählen</translation>
        </message>
        <message>
            <source>Bytes copied as hexadecimal</source>
            <translation>Bytes hexadezimal kopiert</translation>
        </message>
        <message>
            <source>Bytes copied as text</source>
            <translation>Bytes als Text kopiert</translation>
        </message>
        <message>
            <source>These bytes are no picture.</source>
            <translation>Diese Bytes sind kein Bild.</translation>
        </message>
        <message>
            <source>This picture is too large to show: %1 × %2 pixels.</source>
            <translation>Dieses Bild ist zu groß zum Anzeigen: %1 × %2 Pixel.</translation>
        </message>
        <message>
            <source>This picture cannot be read: %1</source>
            <translation>Dieses Bild kann nicht gelesen werden: %1</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>Bild</translation>
        </message>
        <message>
            <source>%1 × %2</source>
            <comment>width and height of a picture</comment>
            <translation>%1 × %2</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <comment>format and size of a picture</comment>
            <translation>%1, %2</translation>
        </message>
        <message>
            <source>There is more text after the value.</source>
            <translation>Nach dem Wert steht noch Text.</translation>
        </message>
        <message>
            <source>This nests too deeply.</source>
            <translation>Das ist zu tief verschachtelt.</translation>
        </message>
        <message>
            <source>A value is missing here.</source>
            <translation>Hier fehlt ein Wert.</translation>
        </message>
        <message>
            <source>A comma or } is missing here.</source>
            <translation>Hier fehlt ein Komma oder }.</translation>
        </message>
        <message>
            <source>A key in double quotes is missing here.</source>
            <translation>Hier fehlt ein Schlüssel in doppelten Anführungszeichen.</translation>
        </message>
        <message>
            <source>The key %1 is there twice.</source>
            <translation>Der Schlüssel %1 kommt zweimal vor.</translation>
        </message>
        <message>
            <source>A colon is missing here.</source>
            <translation>Hier fehlt ein Doppelpunkt.</translation>
        </message>
        <message>
            <source>A comma or ] is missing here.</source>
            <translation>Hier fehlt ein Komma oder ].</translation>
        </message>
        <message>
            <source>A line end or control character in a string must be escaped.</source>
            <translation>Ein Zeilenende oder Steuerzeichen in einer Zeichenkette muss maskiert werden.</translation>
        </message>
        <message>
            <source>This string has no end.</source>
            <translation>Diese Zeichenkette hat kein Ende.</translation>
        </message>
        <message>
            <source>There is no such escape.</source>
            <translation>Diese Escape-Sequenz gibt es nicht.</translation>
        </message>
        <message>
            <source>\u wants four hexadecimal digits.</source>
            <translation>\u verlangt vier hexadezimale Ziffern.</translation>
        </message>
        <message>
            <source>A digit is missing here.</source>
            <translation>Hier fehlt eine Ziffer.</translation>
        </message>
        <message>
            <source>%1 is not a JSON value.</source>
            <translation>%1 ist kein JSON-Wert.</translation>
        </message>
        <message>
            <source>This pair has no meaning with %1. For a real pair, write the first $ twice.</source>
            <translation>Dieses Paar hat mit %1 keine Bedeutung. Für ein echtes Paar das erste $ doppelt schreiben.</translation>
        </message>
        <message>
            <source>Close this message</source>
            <translation>Diese Meldung schließen</translation>
        </message>
        <message>
            <source>×%1</source>
            <comment>how often a message came</comment>
            <translation>×%1</translation>
        </message>
        <message numerus="yes">
            <source>This happened %n time(s)</source>
            <translation>
                <numerusform>Das geschah %n Mal</numerusform>
                <numerusform>Das geschah %n Mal</numerusform>
            </translation>
        </message>
        <message>
            <source>Navigation</source>
            <translation>Navigation</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <comment>a place and a count</comment>
            <translation>%1, %2</translation>
        </message>
        <message>
            <source>%1 s</source>
            <comment>seconds</comment>
            <translation>%1 s</translation>
        </message>
        <message>
            <source>%1 min</source>
            <comment>minutes</comment>
            <translation>%1 min</translation>
        </message>
        <message>
            <source>%1 h</source>
            <comment>hours</comment>
            <translation>%1 h</translation>
        </message>
        <message>
            <source>%1 d</source>
            <comment>days</comment>
            <translation>%1 d</translation>
        </message>
        <message>
            <source>now</source>
            <translation>jetzt</translation>
        </message>
        <message>
            <source>in %1</source>
            <comment>a distance in time</comment>
            <translation>in %1</translation>
        </message>
        <message>
            <source>%1 ago</source>
            <comment>a distance in time</comment>
            <translation>vor %1</translation>
        </message>
        <message>
            <source>&amp;Save Filter…</source>
            <translation>Filter &amp;speichern…</translation>
        </message>
        <message>
            <source>There is no filter to save</source>
            <translation>Es gibt keinen Filter zum Speichern</translation>
        </message>
        <message>
            <source>Save Filter</source>
            <translation>Filter speichern</translation>
        </message>
        <message>
            <source>Saved filters</source>
            <translation>Gespeicherte Filter</translation>
        </message>
        <message>
            <source>&amp;Manage Saved Filters</source>
            <translation>Gespeicherte Filter &amp;verwalten</translation>
        </message>
        <message>
            <source>&amp;Rename…</source>
            <translation>&amp;Umbenennen…</translation>
        </message>
        <message>
            <source>Rename Filter</source>
            <translation>Filter umbenennen</translation>
        </message>
        <message>
            <source>&amp;Delete</source>
            <translation>&amp;Löschen</translation>
        </message>
        <message>
            <source>Recent filters</source>
            <translation>Zuletzt benutzte Filter</translation>
        </message>
        <message>
            <source>Name of the filter</source>
            <translation>Name des Filters</translation>
        </message>
        <message>
            <source>Divider between panes</source>
            <translation>Trennlinie zwischen Bereichen</translation>
        </message>
        <message>
            <source>Arrow keys move it, Enter folds the pane.</source>
            <translation>Pfeiltasten verschieben sie, Eingabe klappt den Bereich zu.</translation>
        </message>
        <message>
            <source>Tabs</source>
            <translation>Tabs</translation>
        </message>
        <message>
            <source>Close this tab</source>
            <translation>Diesen Tab schließen</translation>
        </message>
        <message>
            <source>%1, with edits</source>
            <comment>a tab</comment>
            <translation>%1, mit Änderungen</translation>
        </message>
        <message>
            <source>Close %1</source>
            <comment>a tab</comment>
            <translation>%1 schließen</translation>
        </message>
        <message>
            <source>live</source>
            <comment>before the value the actor holds now</comment>
            <translation>live</translation>
        </message>
        <message>
            <source>removed</source>
            <translation>entfernt</translation>
        </message>
        <message>
            <source>Edit %1</source>
            <comment>a path</comment>
            <translation>%1 bearbeiten</translation>
        </message>
        <message>
            <source>Line %1: %2</source>
            <translation>Zeile %1: %2</translation>
        </message>
        <message>
            <source>Type of the value</source>
            <translation>Typ des Werts</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>Wert</translation>
        </message>
        <message>
            <source>Value as JSON</source>
            <translation>Wert als JSON</translation>
        </message>
        <message>
            <source>%1 is too large to be written out here.</source>
            <comment>a container such as [100 000]</comment>
            <translation>%1 ist zu groß, um hier ausgeschrieben zu werden.</translation>
        </message>
        <message>
            <source>Not a date. Write it like 2026-11-22T07:09:46.571Z.</source>
            <translation>Kein Datum. Schreibweise wie 2026-11-22T07:09:46.571Z.</translation>
        </message>
        <message>
            <source>Apply</source>
            <translation>Anwenden</translation>
        </message>
        <message>
            <source>Revert</source>
            <translation>Zurücknehmen</translation>
        </message>
        <message>
            <source>Value inspector</source>
            <translation>Wertinspektor</translation>
        </message>
        <message>
            <source>No value selected</source>
            <translation>Kein Wert ausgewählt</translation>
        </message>
        <message>
            <source>Select a value to see it in full.</source>
            <translation>Einen Wert auswählen, um ihn ganz zu sehen.</translation>
        </message>
        <message>
            <source>Path of the value</source>
            <translation>Pfad des Werts</translation>
        </message>
        <message>
            <source>Takes over what was typed (Ctrl+Enter)</source>
            <translation>Übernimmt die Eingabe (Strg+Eingabe)</translation>
        </message>
        <message>
            <source>Drops what was typed (Esc)</source>
            <translation>Verwirft die Eingabe (Esc)</translation>
        </message>
        <message>
            <source>Copy the path</source>
            <translation>Pfad kopieren</translation>
        </message>
        <message>
            <source>Path copied</source>
            <translation>Pfad kopiert</translation>
        </message>
        <message>
            <source>&amp;Type</source>
            <translation>&amp;Typ</translation>
        </message>
        <message>
            <source>Too large to edit here. Copy it, or edit it in parts.</source>
            <translation>Zu groß, um hier bearbeitet zu werden. Kopieren oder in Teilen bearbeiten.</translation>
        </message>
        <message>
            <source>(%1 characters)</source>
            <comment>length of a cut string</comment>
            <translation>(%1 Zeichen)</translation>
        </message>
        <message>
            <source>Not a number. NaN, Infinity and -0 are fine.</source>
            <translation>Keine Zahl. NaN, Infinity und -0 sind erlaubt.</translation>
        </message>
        <message>
            <source>Beyond 9007199254740991 a number loses digits. Use a bigint.</source>
            <translation>Jenseits von 9007199254740991 verliert eine Zahl Stellen. Stattdessen bigint verwenden.</translation>
        </message>
        <message>
            <source>Not a whole number.</source>
            <translation>Keine ganze Zahl.</translation>
        </message>
        <message>
            <source>Bytes are pairs of hexadecimal digits, like 89 50 4E 47.</source>
            <translation>Bytes sind Paare hexadezimaler Ziffern, etwa 89 50 4E 47.</translation>
        </message>
        <message>
            <source>Either true or false.</source>
            <translation>Entweder true oder false.</translation>
        </message>
        <message>
            <source>This kind is edited as JSON.</source>
            <translation>Diese Art wird als JSON bearbeitet.</translation>
        </message>
        <message numerus="yes">
            <source>%Ln entries</source>
            <translation>
                <numerusform>%Ln Eintrag</numerusform>
                <numerusform>%Ln Einträge</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln characters</source>
            <translation>
                <numerusform>%Ln Zeichen</numerusform>
                <numerusform>%Ln Zeichen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln bytes</source>
            <translation>
                <numerusform>%Ln Byte</numerusform>
                <numerusform>%Ln Bytes</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 (%2 bytes)</source>
            <comment>2.0 KiB (2 048 bytes)</comment>
            <translation>%1 (%2 Bytes)</translation>
        </message>
        <message>
            <source>missing</source>
            <comment>a key that an object lacks</comment>
            <translation>fehlt</translation>
        </message>
        <message>
            <source>This entry has no such key.</source>
            <translation>Dieser Eintrag hat keinen solchen Schlüssel.</translation>
        </message>
        <message>
            <source>Value</source>
            <comment>column of entries that are no objects</comment>
            <translation>Wert</translation>
        </message>
        <message>
            <source>Value table</source>
            <translation>Wertetabelle</translation>
        </message>
        <message>
            <source>Edit</source>
            <translation>Bearbeiten</translation>
        </message>
        <message>
            <source>Copy Value</source>
            <translation>Wert kopieren</translation>
        </message>
        <message>
            <source>Value copied as JSON</source>
            <translation>Wert als JSON kopiert</translation>
        </message>
        <message>
            <source>Copy Path</source>
            <translation>Pfad kopieren</translation>
        </message>
        <message>
            <source>Show in Tree</source>
            <translation>Im Baum zeigen</translation>
        </message>
        <message>
            <source>Delete Row</source>
            <translation>Zeile löschen</translation>
        </message>
        <message>
            <source>Edit in Dialog…</source>
            <translation>Im Dialog bearbeiten…</translation>
        </message>
        <message>
            <source>Copy as CBOR</source>
            <translation>Als CBOR kopieren</translation>
        </message>
        <message>
            <source>Add Entry…</source>
            <translation>Eintrag hinzufügen…</translation>
        </message>
        <message>
            <source>Duplicate</source>
            <translation>Duplizieren</translation>
        </message>
        <message>
            <source>Set to null</source>
            <translation>Auf null setzen</translation>
        </message>
        <message>
            <source>Set to undefined</source>
            <translation>Auf undefined setzen</translation>
        </message>
        <message>
            <source>Expand All Under Here</source>
            <translation>Alles darunter aufklappen</translation>
        </message>
        <message>
            <source>Collapse</source>
            <translation>Zuklappen</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Löschen</translation>
        </message>
        <message>
            <source>Change Type</source>
            <translation>Typ ändern</translation>
        </message>
        <message>
            <source>Expand to Depth</source>
            <translation>Bis zur Tiefe aufklappen</translation>
        </message>
        <message>
            <source>Add Entry</source>
            <translation>Eintrag hinzufügen</translation>
        </message>
        <message>
            <source>Key in %1:</source>
            <translation>Schlüssel in %1:</translation>
        </message>
        <message>
            <source>Value copied as CBOR in hexadecimal</source>
            <translation>Wert als CBOR hexadezimal kopiert</translation>
        </message>
        <message>
            <source>Keys and values</source>
            <translation>Schlüssel und Werte</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Tasten</translation>
        </message>
        <message>
            <source>Values</source>
            <translation>Werte</translation>
        </message>
        <message>
            <source>Paths</source>
            <translation>Pfade</translation>
        </message>
        <message>
            <source>Path</source>
            <translation>Pfad</translation>
        </message>
        <message>
            <source>Type</source>
            <translation>Typ</translation>
        </message>
        <message>
            <source>Changed</source>
            <translation>Geändert</translation>
        </message>
        <message>
            <source>conflict</source>
            <translation>Konflikt</translation>
        </message>
        <message>
            <source>edited by you</source>
            <translation>selbst bearbeitet</translation>
        </message>
        <message>
            <source>%1, added</source>
            <translation>%1, hinzugefügt</translation>
        </message>
        <message>
            <source>%1, removed</source>
            <translation>%1, entfernt</translation>
        </message>
        <message>
            <source>changed from %1 to %2</source>
            <translation>geändert von %1 in %2</translation>
        </message>
        <message>
            <source>%1, edited by you</source>
            <translation>%1, selbst bearbeitet</translation>
        </message>
        <message>
            <source>edited from %1 to %2</source>
            <translation>bearbeitet von %1 in %2</translation>
        </message>
        <message>
            <source>changed from %1 to %2, conflict, live value %3</source>
            <translation>geändert von %1 in %2, Konflikt, Live-Wert %3</translation>
        </message>
        <message>
            <source>Value tree</source>
            <translation>Wertebaum</translation>
        </message>
        <message>
            <source>Base</source>
            <comment>the value before the edit</comment>
            <translation>Basis</translation>
        </message>
        <message>
            <source>Take the base value</source>
            <translation>Den Basiswert übernehmen</translation>
        </message>
        <message>
            <source>Yours</source>
            <comment>the edited value</comment>
            <translation>Eigenes</translation>
        </message>
        <message>
            <source>Live</source>
            <comment>the value the actor holds now</comment>
            <translation>Live</translation>
        </message>
        <message>
            <source>Take the live value</source>
            <translation>Den Live-Wert übernehmen</translation>
        </message>
        <message>
            <source>Take</source>
            <comment>this version of the value</comment>
            <translation>Übernehmen</translation>
        </message>
        <message>
            <source>%1 y</source>
            <comment>years</comment>
            <translation>%1 J</translation>
        </message>
        <message>
            <source>%1 y %2 d</source>
            <comment>years and days</comment>
            <translation>%1 J %2 d</translation>
        </message>
        <message>
            <source>Empty this field</source>
            <translation>Dieses Feld leeren</translation>
        </message>
    </context>
</TS>
