import type { Cues } from './cues.ts';

export const de: Cues = {
  common: `januar februar marz april mai juni juli august september oktober november dezember montag dienstag mittwoch donnerstag freitag samstag sonntag sommer winter
stell stellen stelle der die das den dem des ein eine einen einem einer eines ne nen nem und oder aber ist sind war waren bin bist sein habe hab hast hat haben
hatte hatten ich du er sie es wir ihr mich mir dich dir uns euch ihm ihn ihnen mein meine meinen meinem meiner dein deine ihre euer eure unser unsere
nicht kein keine keinen keiner ohne mit fur von vom zu zum zur bei beim in im am an auf aus nach uber unter um ab bis seit als wie was wer wo wann warum
welche welcher welches welchen wieviel so sehr auch nur noch schon mal bitte danke ja nein doch hier da dort dann jetzt heute morgen gestern wieder immer
man kann kannst konnt konnen konnte wurde wurden will willst wollen mochte mochten soll sollte muss mussen darf wird werden gibt gibts gib geht gehts macht machen
mach zeig zeige zeigen suche such suchen brauche brauch brauchen nehme nehm nimm finde find etwas was nichts alle alles andere anderes anderen eher lieber gern gerne
vielleicht ganz gar zwischen oben unten neu neue neuen gut gute guten besser schlecht viel viele mehr weniger mag magst dass wenn weil denn ob hi hallo moin servus
tag abend nacht woche jahr jahre mensch menschen leute sache ding wort frage fragen antwort stimmt genau klar egal beide beiden beides zweite dritte erste letzte
hatt waer ware okay ok tschuss sieht sehen siehst steht stehen trage tragen tragt passt passen kommt kommen gekauft kaufen bestellt bestellung paket versand
wetter gesicht kopf nase auge augen preis kosten kostet teuer billig gunstig gross klein breit schmal leicht schwer  schreib sag sagen hilf helfen hilfe euch
diese dieser dieses diesen jene jener jedes jeder jede sonst trotzdem eigentlich ungefahr etwa circa  knapp hochstens mindestens maximal selbst einfach`,
  trade: `brille brillen sonnenbrille sonnenbrillen lesebrille gestell gestelle fassung fassungen rahmen glas glaser schwarz schwarze schwarzen weiss rot rote blau blaue grun grune braun
braune grau gold golden silber rund runde runden eckig eckige oval metall kunststoff plastik holz titan acetat randlos damen herren kinder farbe farben form formen marke budget
gunstiger teurer kleiner grosser breiter schmaler leichter`,
  intents: {
    greet: {
      sure: `^ hallo/hi/hey/moin/servus/huhu/na/gruezi/guten/halli ?moin/zusammen/ihr/leute/hallo/da $ | guten/gute/schoenen tag/morgen/abend ?zusammen | gruss gott/dich/euch | moin ?moin | ^ gruezi | ^ tach/tachchen $ | ^ morgen $ | schoenen guten | hallochen`,
      likely: '^ hallo/hi/hey/moin/servus/huhu',
    },
    find_frames: {
      sure: `suche/such/suchen … brille/brillen/gestell/fassung/sonnenbrille/was/etwas/paar/modell/modelle | brauche/brauch/mochte/will/hatte ?gern* … brille/brillen/gestell/fassung/sonnenbrille/sonnenbrillen |
        zeig/zeige/zeigen/zeigt … brille/brillen/gestelle/fassungen/sonnenbrillen/modelle/welche | neue brille`,
      likely: `suche/such/suchen/gesucht | zeig/zeige/zeigen/zeigt ?sie ?mir/mal | hab/habt/haben/hast/fuhrt/verkauft ihr/sie/du | brauche/brauch | mochte/wunsche/wurde ?ich gern*/eine* | hatte gern* | gibt es/gibts | was/etwas/irgendwas … mit/in/aus/fur/von |
        am liebsten | lieber/eher was/etwas/eine | finde/find mir | empfiehl/empfehl* … was/eine/brille | sowas/so was wie | ahnlich* wie/zu | was gibt es/gibts | bin auf der suche | darf/soll/sollte … sein | stobern | umsehen | gern* was/etwas/eine/eckig/rund | passende brille | hilf/helfen … finden/suchen/aussuchen |
        was ?von/in/aus/fur | wie ware/ware es mit | ausgeben | budget | auf der suche`,
      hint: 'brille | brillen | sonnenbrille | sonnenbrillen | gestell | fassung | modell/modelle | welche',
    },
    product_details: {
      sure: `was hat/haben die/sie/das/diese ?denn fur masse | was hat/haben die/sie/diese fur ne/eine/abmessungen ?grosse | welche masse hat/haben | abmessungen | mehr/weitere/andere bilder/fotos | mehr uber/zu/zur/zum/von/infos/informationen/details | erzahl* ?mir/was ?mehr/was/etwas uber/zu/zur/von | details/infos/informationen/beschreibung zu/zur/zum/von/uber | aus was/welchem ist/sind/besteh* | aus was | woraus ist/sind/besteh* | aus welchem material | welches material |
        wie schwer ist/sind | was wiegt/wiegen | wie viel/wieviel wiegt/wiegen | ?mal genauer ?an* | genauer ansehen/anschauen/sehen/zeigen | naher/naheres ?ansehen/anschauen/dazu/zu/zur | beschreib* | masse von/der/zur | wie sieht … aus | technische daten | zeig* ?mir ?mal die/das/den | wie breit ist die/das | wer macht/stellt | aus … gemacht | gewicht von/der | was kannst du … uber/zu | welche masse`,
      likely:
        'mehr infos/erfahren/wissen | ^ details | material | besteht/bestehen aus | ansehen | anschauen | genauer',
      hint: 'gewicht | schwer | infos | details | masse',
    },
    fit_question: {
      sure: `passt/passen mir/die/das/der/diese/sie … ?mir | passt … mir/mich/kopf/gesicht/nase | passen … mir/kopf/gesicht/nase | steht/stehen mir die/das/diese/der | ist/sind/ware/waren/wird … zu gross/klein/breit/schmal/eng/weit/locker … fur mich/mein* | zu gross/klein/breit/schmal/eng/weit fur mich/mein* |
        sitzt/sitzen … gut/richtig/mir/fest/nase/bei | rutscht/rutschen/druckt/drucken | meine grosse | richtige grosse | welche grosse … ich ?da/hier/bei | grossentabelle | wurde/wurden … mir passen/stehen | wie fallt … aus | fallt … gross/klein aus | bequem | kommt … hin mit meinem`,
      likely: 'passt/passen/passend | sitzt/sitz | steht mir | gross genug | breit genug | zu mir',
      hint: 'grosse | eng | breite',
    },
    face_shape_advice: {
      sure: `welche/was/welches … steht/stehen/passt/passen … mir/gesicht/zu | was steht/stande/passt mir | welche … steht/stehen mir | zu meinem/einem/nem gesicht* | fur mein/ein/nem/einen/mein* ?sehr rundes/ovales/eckiges/kantiges/quadratisches/langes/herzformiges/rautenformiges/dreieckiges/langliches/rechteckiges gesicht |
        rundes/ovales/eckiges/kantiges/quadratisches/langes/herzformiges/rautenformiges/dreieckiges/langliches/rechteckiges gesicht | rundem/runden/ovalem/ovalen/eckigem/eckigen/kantigen/kantigem/quadratischem/langem/langen/herzformigem/herzformigen gesicht | gesichtsform* … passt/passen/steht/stehen/fur |
        was tragt man bei | gesicht ist/eher ?eher/ziemlich/sehr rund/oval/eckig/kantig/lang/herzformig | was empfiehlst du mir $ | was empfehlen sie mir $ | was wurdest du/sie mir empfehlen/raten | welche brille/form/brillen/formen … empfiehlst/empfehlen/empfehlt/rat* | schmeichelt | zu meiner gesichtsform | bei meinem/meiner gesicht*/gesichtsform | am besten zu mir | steht mir am besten | typberatung | beratung ?zu* gesicht* | markante* kinn/kiefer*`,
      likely:
        'steht/stehen mir | gesichtsform | mein gesicht | meinem gesicht | empfiehlst | empfehlen | empfehlung | was ratst | zu mir passt/passen | kantigen/rundes/ovales gesicht | passt zu mir',
      hint: 'gesicht | beraten | kinn',
    },
    measure_face: {
      sure: `gesicht/kopf/mich … vermessen/messen/scannen/ausmessen/analysieren/abmessen | vermiss/miss/scann*/analysier* | foto/selfie/bild … machen/hochladen/aufnehmen/schicken | gesichtsanalyse | gesichtsscan | gesichtsvermessung | gesichtsmessung | mit kamera/der/meiner ?kamera | pupillendistanz | augenabstand | pd messen |
        meine/meiner grosse … finden/rausfinden/herausfinden/ermitteln/bestimmen/messen/ausrechnen | was ist meine ?brillen grosse | welche gesichtsform … ich | was ist meine gesichtsform | was fur eine/ne gesichtsform | meine gesichtsform … finden/wissen/bestimmen/herausfinden | gesichtsform bestimmen/ermitteln/herausfinden/analysieren | welche brillengrosse/brillenbreite … ich | welche grosse brauche/hab/habe ich | wie finde ich … grosse | was fur eine grosse | brillengrosse ermitteln/bestimmen/messen | messung starten/machen | meine brillengrosse`,
      likely:
        'vermess* | messen | ausmessen | scan* | selfie | kamera | foto | webcam | anprobe | anprobieren',
      hint: 'bild | messung',
    },
    compare: {
      sure: `welche … leichteste/leichtesten | vergleich* | unterschied* | gegenuber* | gegenuberstell* | nebeneinander | welche von/der/davon/ist … besser/beiden/zwei/leichter/gunstiger/teurer/schmaler/breiter | was ist besser | besser … oder | versus | vs | unterscheiden | lieber die … oder die | welche ist … die … oder`,
      likely: 'besser als | die beiden | oder die/den/das/doch | leichter als',
      hint: 'beide | beiden',
    },
    price: {
      sure: `was kostet/kosten/kost/kostn/wurde | wie teuer | wie viel/wieviel kostet/kosten/kost/ist/sind/muss/zahl*/fur | wieviel $ | preis der/des/von/fur/vom ?die | der preis | ^ preis $ | preise von/der/fur | was soll … kosten | welchen preis | fur wie viel/wieviel | preisspanne | preislich | was … kosten | was zahl* | kostet wie viel/wieviel | was kommt die | preislage`,
      likely: 'kostet | kosten | preis/preise | im angebot | reduziert | rabatt auf | sale',
      hint: 'teuer | euro',
    },
    availability: {
      sure: `auf lager | verfugbar* | lieferbar | vorratig | ausverkauft | vergriffen | noch da | noch zu haben | noch erhaltlich | erhaltlich | gibt es/gibts die/das/den/diese/dieses/diesen/der/sie/davon … ?auch in/noch | gibt es/gibts … auch/noch in | hab*/hast ihr/du/sie … die/das/den/diese … ?da/auch/noch ?in | in welchen/welcher farben/farbe/grossen | welche farben/grossen … gibt/gibts/hab*/kommt | wieder da/rein/auf/verfugbar/lieferbar | habt ihr die/das/den/diese da | noch eine da | davon noch | habt ihr … die noch | wann kommt … wieder | bestand | kriegt/kriege/bekomme man/ich … in | die … auch in | auch in`,
      likely: 'noch da | da in | auch in | welche farben | noch welche',
      hint: 'noch | vorrat',
    },
    store_question: {
      sure: `kostet/kosten ?mich ?die/eure/denn gleitsicht* | kostet/kosten ?mich ?die/eure/denn ?neue/neuen gleitsicht/einstarken/blaulicht/seh/brillen/neue glaser | kostet/kosten ?die/eure/denn glaser | teuer sind ?die/eure ?gleitsicht glaser | welche marken | was bedeutet/heisst | was ist/sind ?eigentlich acetat/azetat/titan/gleitsicht*/polari*/photo*/blaulicht*/selbsttonend* | hypoallergen | marken ?habt/fuhrt | versand* | lieferzeit* | liefert/liefern/verschickt/verschicken/versendet ihr/sie/auch | lieferung ?nach/kosten/dauer* | lieferkosten | ruckgabe* | rucksend* | zuruckschick* | zuruckgeben | retoure* | retour* | umtausch* | umtauschen | garantie | gewahrleistung | offnungszeit* | wann … geoffnet/offen/auf | habt ihr … geoffnet/offen/auf | zahlungsart* | zahlen mit | bezahlen | zahlungsmoglichkeit* | paypal | klarna | kreditkarte | rechnung | ratenzahlung | raten | gutschein* | newsletter | krankenkasse | kasse zahlt | versicherung | sehstarke |
        geschaft in | geschaft | laden in | filiale* | adresse | wo seid/seit/sitzt/sind ihr/sie | wo finde ich euch | putzen | reinigen | putz | reinig* | pflege* | pflegen | entspiegel* | beschichtung* | reparier* | reparatur* | anpassen lassen | studentenrabatt | rabattcode | datenschutz | gespeichert | was passiert mit meine* | kontaktlinsen | glaser … austauschen/tauschen/kosten/dabei/inklusive/mit/macht/einsetzen/bestellen/ohne | mit meine* starke | rezept … einreichen/schicken/hochladen | sehtest | probetragen | zur probe | zu hause testen/anprobieren | etui | wo werden … hergestellt/gemacht/produziert | welche marken | kratzfest | uv schutz | wie lange dauert | bekomme ich … geld zuruck | geschenkgutschein* | geschenkverpackung | nach osterreich/schweiz/deutschland | in die schweiz | was sind gleitsicht*/polarisiert* | was bedeutet/heisst/ist polarisiert* | macht ihr … glaser | glaser in/mit`,
      likely:
        'lieferung | liefern | liefert | zuruck | tauschen | zahlen | geschaft | laden | offen | glaser | adresse | pflege | rabatt | gratis | kostenlos | lange dauert | dauert | versicher*',
      hint: 'tage | dauer | marken',
    },
    order_status: {
      sure: `wo bleibt/ist/sind mein* | wo bleibt | mein* bestellung | mein* paket* | mein* sendung | mein* lieferung | bestellnummer | sendungsnummer | sendungsverfolgung | tracking* | bestellstatus | status … bestellung | wann kommt/kommen mein*/die bestell*/das paket/sie ?endlich | noch nicht/nichts angekommen/da/erhalten/bekommen/geliefert | bestellung … stornieren/andern/verfolgen/angekommen/verschickt/storno | stornier* | lieferadresse andern | habe … bestellt … noch | vor … bestellt | wann wird … geliefert/verschickt | ist … verschickt/unterwegs/versendet | auftragsnummer | letzte woche bestellt | hab* … bestellt und`,
      likely: 'bestellung | paket | sendung | angekommen | unterwegs | bestellt | storno',
      hint: 'erhalten | warte',
    },
    like: {
      sure: `gefallt/gefallen mir | gefallt | mag ich | ich mag die/das/diese | find*/finde ich ?echt/richtig/sehr/so/total/ja toll/schoen/super/gut/klasse/mega/spitze/hubsch/schick/cool/geil/genial | ?ich find*/finde die … toll/schoen/super/gut/klasse/mega/hubsch/schick/cool/geil/genial | ist/sind ?ja ?echt/richtig/sehr/so/mega/total/super/wirklich/voll schoen/toll/schick/super/hubsch/mega/klasse/cool/geil/wunderschoen/traumhaft | liebe die/das/sie/diese | ich liebe | merk* … ?dir/mir/die/vor | merken | speicher* die/das/diese | favorit* | lieblings* | wunschliste | merkliste | wunderschoen | traumhaft | hat was | sieht ?echt/richtig/sehr/super/mega/so gut/toll/schick/super/klasse/schoen/cool aus | wow | spricht mich an | verliebt | ^ schick $ | mega schoen | ist ja ?mega/voll/echt/total`,
      likely: 'toll | schoen | hubsch | schick | super schoen | mega | mag',
      hint: 'gut',
    },
    add_to_cart: {
      sure: `warenkorb | einkaufswagen | in den/meinen korb/wagen | die/das/den/sie/ihn/es nehme/nehm/kauf/kaufe/will ich | nehme/nehm/kaufe/kauf ich | ich nehme/nehm/kaufe/kauf/bestelle/bestell | ich will/mochte/wurde ?gerne die/das/diese/sie … kaufen/bestellen/haben/nehmen | mochte/will … kaufen/bestellen | leg* … rein/korb/wagen | pack* … ein/korb/wagen/rein | zur kasse | kaufen $ | bestellen $ | jetzt kaufen | hatte gern* die/diese ?erste/zweite/dritte/letzte $ | gekauft $ | wird gekauft | ^ nehm ich | dann nehm* ich | kann ich die … kaufen/bestellen | tu … korb/warenkorb/wagen`,
      likely: 'kaufen | korb | nehm/nehme | bestelle/bestell',
      hint: 'bestellen',
    },
    remove_from_cart: {
      sure: `aus ?dem/meinem warenkorb/einkaufswagen/korb/wagen ?wieder ?raus/entfernen/nehmen/loschen/loesche/heraus | nimm/nehmen/nehm … wieder raus/heraus | warenkorb/einkaufswagen leeren/loschen | leere … warenkorb/einkaufswagen/korb | entfern*/losch* … warenkorb/korb/wieder | wieder raus $ | mach* … ruckgangig`,
    },
    handover: {
      sure: `mit … mensch*/mitarbeiter*/berater*/optiker*/person/jemand*/kollegen/kundenservice/kundendienst/chef/verantwortlichen/echten … sprechen/reden/chatten/verbinden/telefonieren | mit … jemand*/mensch*/mitarbeiter*/person sprechen/reden | echte* mensch*/mitarbeiter*/person/berater* | menschlich* | kundenservice | kundendienst | kundenbetreuung | mitarbeiter* | telefonnummer | anrufen | zuruckruf* | ruf* … an/zuruck | hotline | support | verbinde*/weiterleiten | e mail adresse | kontakt ?aufnehmen/daten/formular | ansprechpartner* | kontaktformular | personlich* beratung/sprechen/gesprach | ^ mensch ?bitte $ | ^ berater ?bitte $ | wie erreiche ich | erreichen | optiker sprechen | jemand … sprechen | jemand … helfen | chef | vorgesetzte*`,
      likely: 'mensch/menschen | berater* | telefonisch | telefon | jemand | jemanden | kontakt',
      hint: 'optiker | mail | sprechen',
    },
    medical: {
      sure: `augen/auge … tranen/trant/brennen/brennt/jucken/juckt/tut/tun/schmerz*/weh/rot/gerotet/trocken/entzund*/mude/zucken/zuckt/geschwollen | augenschmerz* | augenentzundung* | kopfschmerz* | kopfweh | migrane | doppelt sehe* | sehe/seh/sieht … doppelt/verschwommen/unscharf/schlecht/nicht/schlechter/blitze/flecken/punkte/schleier | verschwommen | unscharf | doppelbild* | schwindel* | schwindlig | ubel | hornhautverkrummung | astigmatismus | grauer/grauen/gruner/grunen star | katarakt | glaukom | makula* | netzhaut* | diabetes | bindehaut* | kurzsichtig* | weitsichtig* | alterssichtig* | dioptrie* | welche starke … ich | welche sehstarke … ich | brauche ich ?uberhaupt ?eine brille | starkere/starker brille/glaser/werte | lichtblitze | blitze | schielen | schiele  | nickel* | ausschlag | rezept … bedeut*/lesen/verstehe*/heisst | was bedeut* … sph/cyl/zyl/achse/werte | sph | sehkraft | sehschwache | augenarzt | augenlaser* | lasern | augeninnendruck | schlecht/schadlich fur die augen | mouches | fliegende mucken | punkte vor | schatten im auge | trockene/rote/mude/gerotete augen | nachtblind*`,
      likely: 'allerg* | weh | schmerz* | sehtest | jucken | tranen | werte | arzt | medizin* | sehe/seh',
      hint: 'augen | auge',
    },
    yes: {
      sure: `^ ja/jap/jepp/jau/jawoll/yo/yes/jep/jo/jup/klar/ok/okay/gern/gerne/sicher/genau/jawohl/joa/jaa/naturlich/passt/einverstanden/stimmt/richtig/unbedingt/logo/selbstverstandlich ?bitte/gern/gerne/klar/genau/sicher/doch/mach/passt $ | ^ ja/jep/jo/klar/ok/okay/gern/gerne/sicher/naturlich bitte/gern/gerne/klar/mach/machen/mal/los/das/passt/danke/auf/unbedingt/war/hat/alles/nur/warum/von/ich/super | ^ klar | ^ auf jeden fall | ^ warum nicht | ^ mach mal/das/ruhig/doch $ | ^ los ?gehts $ | ^ leg los | ^ von mir aus | ^ na klar/gut | ^ bitte $ | ^ machen wir $ | ^ sehr gern* | ^ alles klar $ | ^ meinetwegen | ^ lass uns/das/es ?machen/tun/probieren $ | ^ gute idee | ^ jo mach | ^ aber gern* | ^ perfekt $ | ^ super $`,
      likely: '^ ja/jo/jep/klar/gern/gerne/okay/ok',
    },
    no: {
      sure: `^ nein/ne/nee/no/nope/nah/noe/nein ?danke/nein/nee/lieber/bitte ?nicht $ | ^ nein/nee/no/ne danke/lieber/nicht/passt/muss/jetzt/ist/will/ich/brauche/mochte/heute/das/schon | ^ lieber nicht | ^ eher nicht | ^ besser nicht | ^ nicht wirklich/jetzt/notig/heute | ^ nicht so $ | ^ ich weiss ?es ?noch nicht | ^ weiss ?ich ?noch nicht $ | ^ keine ahnung | ^ jetzt nicht | ^ auf keinen fall | ^ keine lust | ^ muss nicht ?sein | ^ spater vielleicht | ^ vielleicht spater | ^ gar nicht | ^ bloss nicht | ^ mochte ich nicht | ^ will ich nicht | ^ ach nein/ne/nee | ^ kein bedarf | ^ keinesfalls | ^ im moment nicht | ^ leider nein/nicht | ^ nicht $`,
      likely: '^ nein/nee/nope/ne/no',
    },
    small_talk: {
      sure: `bist du ?denn/etwa/eigentlich/nur/auch ein/eine/ne/n ?echter/richtiger mensch/person/roboter/bot/maschine/programm/computer/ki | sind sie ?denn/etwa/eigentlich ein/eine ?echter mensch/person/roboter/bot/maschine/programm/computer/ki | spreche/rede/schreibe ich ?hier ?gerade mit einem/einer ?echten mensch/menschen/roboter/bot/maschine/computer/programm/ki | lieben/herzlichen/vielen ?lieben dank | ?das ist ?sehr/echt hilfreich/nett/lieb | danke ?dir/euch/ihnen/schoen/sehr/vielmals/fur ?schoen/sehr $ | ^ danke/dankeschon/dankeschoen/merci/thx/vielen/besten/tausend ?dir/schoen $ | vielen dank | besten dank | bist du/sind sie ein/eine/ne/n/nen/echt/ki | ein roboter/bot | ein/eine echter/echte/richtiger mensch $ | wie gehts/geht ?es ?dir/ihnen/euch/so | was geht | wer bist du | wer sind sie | wie heisst/heissen ?du/sie | dein name | was kannst du ?alles/so/fur $ | was konnen sie fur | wie alt bist | erzahl* … witz | witz | du bist ?ja ?echt/sehr/so/ein nett/lustig/toll/suss/klasse/super/witzig/schlau | lol | haha* | ^ cool $ | ^ toll $ | wohnst du | magst du | freut mich | gut gemacht | hast du gefuhle | bist du da | was machst du ?so/gerade | wo kommst du her | schlafst du | sehr nett | das ist nett | lieb von dir | sprichst du`,
      likely: '^ danke/dankeschon/dankeschoen/merci | danke | roboter | bot | chatbot',
      hint: 'nett',
    },
    complaint: {
      sure: `taugt ?ja ?gar nichts | bringt nichts | nutzt ?mir nichts | zu nichts zu gebrauchen | unfahig* | inkompetent* | scheiss* | kacke | kaputt* | beschwer* | reklam* | defekt* | mangelhaft | beschadigt* | zerbrochen* | gebrochen | abgebrochen | abgefallen | falsche*/falsches … modell/brille/farbe/geliefert/geschickt/artikel/bestell*/glaser/grosse/bekommen | falsch geliefert | schlecht* service/qualitat/erfahrung/beratung/kundenservice | schrott | mist | frech* | unverschamt* | unfassbar | unmoglich* | skandal | enttausch* | sauer | wutend | argerlich | arger* | nervt | nutzlos | unbrauchbar | schrecklich | furchtbar | katastrophe | katastrophal | geld zuruck | abzocke | betrug* | zerkratzt* | kratzer | verbogen | funktioniert nicht | geht nicht | du verstehst mich/nichts | verstehst du … nicht | verarscht | hilfst … nicht | keine hilfe | niemand antwortet/meldet/reagiert | antwortet niemand | meldet sich keiner/niemand/nicht | nie wieder | dumm* | bescheuert | inakzeptabel | unzufrieden | lachhaft | wackelt | lausig | miserabel | doppelt abgebucht | unzumutbar | scharnier`,
      likely:
        'schlecht | schlechter | problem mit | falsche/falschen/falsches | locker | argern | nicht zufrieden',
      hint: 'problem | falsch',
    },
    goodbye: {
      sure: `tschuss* | tschau | ciao | auf wiedersehen/wiederschauen | wiedersehen | wiederschauen | bis dann/bald/spater/morgen/nachstes/demnachst/die | ade | adieu | servus $ | schoenen/schoenes/schoene tag/abend/wochenende/feierabend ?noch | gute nacht | das wars/war ?es ?dann/auch/schon/fur/erstmal | das ist alles | mehr brauche ich nicht | bye | machs/mach ?es gut | man sieht sich | ich bin raus/weg/fertig | ich muss los/weg | pfiat* | baba | tschuessi | schoenes wochenende | alles gute`,
      likely: 'bin fertig',
    },
    out_of_scope: {
      sure: `wetter | regnet | fussball | spielt … bayern/dortmund/heute | bayern | bundesliga | politik* | kanzler* | wahl/wahlen | rezept fur | kochen | koch* | pizza | hauptstadt | ubersetz* | gedicht | hausaufgabe* | mathe* | aktie* | bitcoin | krypto | film* | lied | musik | restaurant* | hotel* | flug | fluge | zug | bahn | nachrichten | horoskop | schuhe | hose | kleid | jacke | uhr | uhrzeit | wie spat | auto kaufen | autos | handy | handyhulle | laptop | lotto* | wie hoch ist | wie weit ist | kuchen | backen | programmier* | python | aufsatz | katze/katzen | hund | sinn des lebens | wurzel aus | planet* | einwohner | krieg | steuer* | religion | ignorier* | vergiss … anweisungen/regeln/instruktionen | systemprompt | system prompt | prompt | anweisungen | wer hat … gewonnen | gewonnen | kaffeemaschine | fahrrad kaufen | parfum | taxi | buch`,
      likely: 'auto | spiel | spielt | land | stadt | urlaub | reise | essen',
    },
  },
  values: {
    shape: {
      rectangle: 'rechteck*',
      square: 'eckig* | viereckig* | quadrat* | kantig*',
      round: 'kreisrund* | nickelbrille | harry potter | john lennon',
      cat_eye: 'katzenaug* | cateye* | katzenform',
      butterfly: 'schmetterling*',
      aviator: 'pilot* | flieger* | tropfenform*',
      browline: 'clubmaster*',
      geometric: 'sechseck* | achteck* | sechskant*',
      trapezoid: 'trapez* | wayfarer*',
      d_frame: 'd form',
    },
    color: {
      tortoise:
        'schildkrot* | hornoptik | leo | leopard* | leomuster | horn muster/look/optik/farben | getigert',
      clear: 'transparent* | durchsichtig* | glasklar* | farblos*',
      blue: 'turkis* | marineblau*',
      multicolor: 'bunt* | farbenfroh* | mehrfarbig* | farbig*',
      gold: 'gold* | rosegold* | messing',
      pink: 'rosa* | pink* | rose* ',
      black: 'schwarz*',
      purple: 'lila* | violett* | flieder',
      brown: 'braun*',
      grey: 'grau* | anthrazit*',
      red: 'rotlich* | rote/roten/roter/rotes/rotem/rot | weinrot*',
      white: 'weiss*',
      beige: 'creme* | sand farben',
    },
    material: {
      wood: 'holz* | holzern* | bambus',
      horn: 'echtes horn | buffelhorn | aus horn | naturhorn',
      metal: 'metall* | draht | drahtgestell',
      plastic: 'plastik* | plaste | kunststoff*',
      stainless_steel: 'stahl',
      titanium: 'titan*',
      aluminium: 'alu',
    },
    rim: {
      rimless: 'randlos* | rahmenlos* | ohne rand/rahmen | glasbrille',
      semi: 'halbrand* | halbrahmen | halb randlos* | halbrandlos* | nylorbrille',
      full: 'vollrand* | vollrahmen | mit rand',
    },
    size: {
      narrow: `schmal* | klein/kleine/kleinen/kleiner/kleines/kleinem/schmales/schmalen/schmalem/zierliches/zierlich gesicht/kopf/brille/brillen/gestell/fassung/sonnenbrille/grosse | zierlich* | gesicht/kopf ist ?sehr/eher/recht/ziemlich klein/schmal | klein/kleine/kleines/kleinen | schmale nase | petite`,
      medium: 'mittel* ?gross* | mittlere* ?grosse* | mittelgross* | normale* grosse*/gesicht | mittelbreit*',
      wide: 'breit* | gross/grosse/grossen/grosser/grosses/grossem/breites/breiten/riesigen/dicker/dicken gesicht/kopf/brille/brillen/gestell/fassung/sonnenbrille/schadel | gesicht/kopf ist ?sehr/eher/recht/ziemlich gross/breit | grosse/grosses/gross/grossen/riesig* | xl | oversize* | ubergross* | wuchtig*',
    },
    gender: {
      women:
        'frau/frauen | damen | freundin | mutter | mama | schwester | oma | tante | weiblich* | meine frau | ehefrau | verlobte | sie ihn | feminin* | madels',
      men: 'herr/herren | mann | manner | freund | vater | papa | bruder | opa | onkel | mannlich* | ehemann | maskulin* | typen | kerle | verlobter | jungs',
      kids: 'kind/kinder* | sohn* | tochter* | tochterchen | junge | enkel* | baby | jahrige* | teenager | jugendliche* | kleinen sohn/tochter | jahre alt | nichte | neffe* | madchen',
      unisex: 'unisex | fur beide | geschlechtsneutral*',
    },
    occasion: {
      work: 'buro* | arbeit* | job | beruf* | business | meeting* | homeoffice | geschaftlich | office | vorstellungsgesprach*',
      everyday: 'alltag* | jeden tag | taglich* | tag fur tag | alltaglich* | fur immer',
      formal: 'hochzeit* | festlich* | elegant* | gala | formell* | fein* anlass | anlass | schicke* anlass',
      party: 'party | partys | feiern | fete | ausgehen | feier | club | abends weg/ausgehen | disco',
      sport:
        'sport* | joggen | laufen | radfahren | rad | fahrrad* | tennis | golf* | ski* | fitness* | training | radeln | rennrad | mountainbike*',
      driving: 'autofahr* | auto | fahren | fahrer* | lenkrad | steuer | nachtfahrten | lkw',
      outdoor:
        'strand* | wandern | outdoor* | berge | segeln | draussen | meer | angeln | camping | urlaub | natur | garten | bergsteigen | wander*',
      school: 'schul* | uni | universitat | studium | vorlesung',
    },
    lens_type: {
      sun: 'sonnenbrille* | sonnenglas* | sonnenschutz* | fur die sonne | getont* | sonnen',
      polarized: 'polaris* | polarisiert* | entspiegelte sonnenbrille | polfilter',
      photochromic:
        'selbsttonend* | phototrop* | photochrom* | verdunkel* ?sich | die sich … verdunkeln | automatisch* verdunkel*/tonend*/dunkel*',
      blue_light:
        'blaulicht* ?filter/schutz | blaufilter | bildschirm* ?arbeit | computer* | pc brille | blau licht ?filter | gaming* | blaulichtfilter* | fur den/am bildschirm/pc/computer',
      progressive: 'gleitsicht* | progressiv* | bifokal* | mehrstarken* | multifokal*',
      reading: 'lesebrille* | lesehilfe | lesen | zum lesen | lese',
      mirrored: 'verspiegelt* | spiegel* ?glaser',
    },
  },
  light:
    'leicht | leichte | leichten | leichtes | leichter $ | leichtgewicht* | federleicht* | superleicht* | ultraleicht* | ganz leicht* | nicht ?so/zu/allzu schwer* | wenig gewicht | kaum spurt/spuren/spure | leichtem',
  changes: {
    cheaper: `noch gunstiger*/billiger*/preiswerter* | ist/sind ?mir ?aber/schon/ja ?ganz ?sehr/echt/ziemlich/schoen/schon/recht teuer | ganz schoen teuer | ^ puh teuer | gunstiger* | billiger* | preiswerter* | weniger ?teuer kosten/ausgeben/teuer | zu teuer | ?viel zu teuer* | so teuer | nicht ganz so teuer | kostet/kosten weniger | kostengunstiger | gunstigste* | billigste* | unter meinem budget | uber meinem budget | ubersteigt | sprengt | preislich niedriger | kann/konnen ich mir nicht leisten | weniger geld`,
    dearer:
      'teurer* | hochwertiger* | exklusiver* | edler* | luxuri* | luxus | hoherwertig* | gehoben* | premium | teuerste* | wertiger* | zu billig',
    smaller:
      'zu klobig*/massiv* | kleiner | kleinere* | schmaler* | schmalere* | schmaler | schlanker* | zierlicher* | zu gross* | zu breit* | zu weit | enger* | weniger breit/gross | zu wuchtig | nicht so gross/breit',
    larger:
      'grosser | grossere* | breiter | breitere* | zu klein* | zu schmal* | zu eng* | weiter geschnitten | nicht so klein/schmal',
    lighter: 'leichter | leichtere* | weniger schwer/gewicht | zu schwer* | nicht so schwer',
    more: `^ wie die/das/den/nummer | genau wie die/das | mehr davon/zeigen/anzeigen/modelle/auswahl/brillen/optionen/ergebnisse/sehen/solche/von | noch mehr | noch welche | weitere* | mehr $ | sowas wie | so was wie | so wie die/der/das | so eine/ahnlich* wie | ahnlich* wie | ahnliche | ahnlich zu/der | in der art ?von/wie/der | noch andere | noch was | nachste/nachsten seite/brillen/modelle | mehr wie | was hast du/habt ihr noch | und sonst noch ?was | sonst noch ?was/welche | in dem stil/der art`,
    different: `hasslich* | langweilig* | altmodisch* | spiessig* | ^ naja $ | ^ hm nein | nicht meins | uberzeug* ?mich ?alle nicht | nichts fur mich | was ?ganz/vollig anderes | etwas ?ganz/vollig anderes | anderes | andere $ | andere brille/brillen/modelle/formen/gestelle/richtung/vorschlage/optionen | gefallen/gefallt ?mir … nicht |  nicht mein stil/geschmack/ding/fall | keine davon | keins davon | nicht diese | ^ die nicht $ | ist nichts dabei | nichts dabei | nichts fur mich | mag/magst ich … nicht $ | die sind alle nichts | anders`,
    start_over:
      'von vorne/vorn/neuem/null/anfang | neu anfangen/starten/beginnen/suchen | neustart | vergiss alles/das/es | noch ?mal von | nochmal neu | zurucksetzen | reset | neue suche | alles loschen | alles zuruck | alles auf anfang | fangen wir neu | filter loschen/weg | alles neu',
  },
  cheap:
    'nichts teures | nix teures | gunstig/gunstige/gunstigen/gunstiges | billig/billige/billiges/billigen | preiswert* | preisgunstig*',
  any: {
    color:
      'farbe/farben … egal | egal welche farbe | jede/alle farbe/farben | farbe spielt keine/ne rolle | farblich … egal/offen | keine bestimmte farbe | bei der farbe … offen/flexibel | die farbe ist nicht wichtig | farbe ist nicht wichtig/unwichtig | beliebige farbe',
    shape:
      'form/formen … egal | egal welche form | jede/alle form/formen | form spielt keine rolle | keine bestimmte form | form ist nicht wichtig/unwichtig | bei der form … offen',
    material:
      'material … egal | egal welches/aus material | jedes/alle material* | material spielt keine rolle | material ist nicht wichtig/unwichtig | kein bestimmtes material',
    brand:
      'marke/marken … egal | egal welche marke | jede/alle marke/marken | marke spielt keine rolle | keine bestimmte marke | marke ist nicht wichtig/unwichtig',
    size: 'grosse … egal | egal welche grosse | grosse spielt keine rolle | alle grossen | jede grosse',
    gender: 'geschlecht … egal',
    rim: 'rand … egal',
    occasion: 'fur alles | fur jeden anlass | anlass egal',
    price:
      'preis … egal | preis spielt keine rolle | geld spielt keine rolle | egal was … kostet | egal wie teuer | preis ist nicht wichtig/unwichtig/nebensache/zweitrangig | budget … egal | kein limit | kosten … egal | budget spielt keine rolle | unbegrenzt* budget | kein budget | was es kostet ist ?mir egal | koste es was es wolle | geld … egal | nach oben offen | keine preisgrenze | auf den preis kommt es nicht an',
  },
  ordinals: {
    1: 'erste* | 1te | nummer eins/1 | nr 1 | ganz links | die linke | ^ die eins | 1 brille',
    2: 'zweite* | 2te | nummer zwei/2 | nr 2 | mittlere $ | die in der mitte',
    3: 'dritte* | 3te | nummer drei/3 | nr 3',
    4: 'vierte* | 4te | nummer vier/4 | nr 4',
    5: 'funfte* | 5te | nummer funf/5 | nr 5',
    6: 'sechste/sechsten | 6te | nummer sechs/6 | nr 6',
    7: 'siebte/siebten | nummer sieben/7',
    8: 'achte/achten | nummer acht/8',
    '-1': 'letzte* | ganz rechts | die rechte',
    0: `diese/dieses/diesen/dieser/dieses hier/da/brille/gestell/modell/fassung | die hier/da | das hier/da/modell | so eine wie die/diese/diese hier $ | wie die/diese/diese hier | diese $ | die brille da/hier`,
  },
  whatever: `egal | spielt keine rolle | wurscht/wurst/schnuppe | keine praferenz | ist mir gleich | nicht wichtig | unwichtig | nebensache | flexibel | offen | such du aus | uberrasch* ?mich | gleichgultig | weiss ?ich ?noch nicht $ | alles $ | was du willst/meinst | kein/keine plan/ahnung $ | beliebig*`,
  topics: {
    color: 'farbe/farben',
    shape: 'form/formen',
    material: 'material*',
    brand: 'marke/marken',
    size: 'grosse',
    price: 'preis/preise/budget/geld/kosten',
    occasion: 'anlass',
  },
  pronoun: `hat/haben die/sie/diese ?denn fur | die/sie/das merk/merke/speicher | die/diese/dieses $ | die/sie bestell/bestelle/nehm/nehme/kauf/kaufe/will/find/finde/mag/gefallt/ist/passt/steht/hat/sitzt/mochte | gibts/gibt die/sie/diese/dieses/das | gibt es die/sie/diese/das | passt/steht/kostet/wiegt/sitzt/ist ?mir die/sie/diese/dieses/es/das | diese/dieses | hab*/hast ihr/du/sie die/sie auch/noch/da/in | leg/pack/tu die/sie | kosten/kostet die/sie | merk/speicher ?dir ?mir die/sie | nehm/nehme die/sie | kaufe/kauf/will/mochte ich die/sie | ich die/sie | ist die/sie`,
  not: 'nicht | kein/keine/keinen/keiner/keines/keinem | ohne | ausser | ausgenommen | nie/niemals | weder | noch aus/von/in | bloss nicht/kein* | auf keinen fall | statt | anstatt | bis auf | nur nicht/kein* | nichts | mag … nicht | hasse | abgesehen von | anstelle | nix',
  but: 'aber | sondern | bitte | nur | sonst | hauptsache',
  rather: 'lieber | eher | dafur | stattdessen',
  or: 'oder | noch | weder',
  and: 'und | sowie',
  face: `
      ?sehr/eher ?sehr rundes/runden/rundem/runde/ovales/ovalen/ovalem/eckiges/eckigen/eckigem/kantiges/kantigen/kantigem/quadratisches/quadratischen/langes/langen/langliches/herzformiges/herzformigen/rautenformiges/dreieckiges/rechteckiges gesicht/gesichter/gesichtsform |
      gesicht/kopf ist ?sehr/eher/recht/ziemlich rund/oval/eckig/kantig/lang/quadratisch`,
  unmeant: `mir passt/steht nichts | nichts passt/steht mir | passt/steht mir nichts | grosse/grossen/kleine/kleinen/breite/breiten/schmale/schmalen/lange nase | die/das nicht ?so/zu/allzu teuer ist/sind | guten/gute/schonen/schoner/schones/schoenen guten abend/morgen/tag/nacht/wochenende |
      nicht sicher/genau/so sicher | weiss nicht | keine ahnung | kein problem | kein thema | warum nicht |
      nicht schlecht | nicht wahr | nicht ?so/zu/allzu/ganz teuer/teure/teuren/teures | noch nicht/nichts/nie |
      nicht nur | rund um | schau mal | auto kaufen | runde sache | im moment | fahren sie | was fur/ne/eine |
      wie lauft | geht das | in den/die laden | fur mich nicht | gefallen mir nicht | ich weiss |
      immer noch nicht | gar keine ahnung | gar nicht sicher | in der nahe | der grosse nach | welche grosse |
      meine grosse | die grosse | grosse ?passt/brauche/hab* ?ich | richtige grosse | gross ist | gross sein |
      einen grossen | sonst nichts | sonst nix | mir nichts | liest | vorlesen | rund 100 |
      nichts besonderes/bestimmtes/spezielles | nichts anderes | nichts dabei | die beiden`,
  article:
    'die der das den dem des diese dieser und oder von vom zur zum mit ist zwischen uber wie nehme nehm mag als kostet passt steht hat gegen vs ob fur heisst namens modell sind',
  price: {
    at_most: `unter | bis ?zu/max/maximal/hochstens/ca/circa | max | maximal | maximum | hochstens | weniger als | nicht/kaum/keinesfalls mehr als | nicht uber | nicht teurer als | billiger/gunstiger als | budget ?ist/liegt/von/bei/sind/max/so/betragt ?bei/so/etwa | limit ?ist/von/bei/liegt ?bei | obergrenze ?ist/von/bei | ausgeben ?will/mochte ?ich ?bis ?zu ?max* | nicht mehr ausgeben als | innerhalb | darf ?nicht ?mehr ?als ?bis ?zu ?hochstens ?maximal kosten | fur unter | keine/nicht … uber | kosten ?bis`,
    at_least:
      'ab | uber | mindestens | mehr als | min | minimum | von mindestens | nicht unter | nicht weniger als | wenigstens | teurer als | oberhalb | nicht billiger/gunstiger als | zumindest',
    between: 'zwischen | von | im bereich ?von | so zwischen | preisspanne ?von | in der preisklasse',
    to: 'und | bis ?zu | oder | -',
    about:
      'etwa | ungefahr | ca | circa | zirka | rund | so ?um ?etwa ?ca ?ungefahr ?die/den | um ?die/den | an die | knapp | schatzungsweise | in etwa | so',
    or_less:
      'oder weniger/drunter/darunter/billiger/gunstiger | max | maximal | hochstens | und weniger/darunter/drunter | maximum | limit | budget | ist ?die/mein/meine ?absolute grenze/limit/maximum/obergrenze/schmerzgrenze/budget | nicht ubersteigen/uberschreiten',
    or_more:
      'oder mehr/druber/daruber | aufwarts | und mehr/daruber/aufwarts/druber | mindestens | minimum | plus | ?auf warts',
    measure:
      'mm | millimeter* | cm | jahre/jahren/jahr/jahrige* | tage/tagen/tag | wochen/woche | monate/monaten | stunden/stunde/uhr | prozent | minuten | gramm/g | mal | stuck | brillen | modelle | dioptrien',
  },
  numbers: `zwei=2 drei=3 vier=4 funf=5 sechs=6 sieben=7 acht=8 neun=9 zehn=10 zwanzig=20 dreissig=30 vierzig=40
    funfzig=50 sechzig=60 siebzig=70 achtzig=80 neunzig=90 hundert=100 einhundert=100 zweihundert=200
    dreihundert=300 vierhundert=400 funfhundert=500 sechshundert=600 tausend=1000 hundertzwanzig=120
    hundertfunfzig=150 hundertachtzig=180 zweihundertfunfzig=250 anderthalbhundert=150 hundertdreissig=130
    hundertvierzig=140`,
};
