"""Given names that tell a gender: what makes "Fenella Marchmain" no candidate for "he".

General knowledge as data, lower case, from many languages. Names that either sex bears, that are as often a surname, a
place or a common word are left out: a name that is missing only leaves a gender open.

Next: `appositions`, which asks for them where titles and roles tell nothing.
"""

from unicodedata import normalize

from sayso_extract.domain.word_lists import word_set

_WOMEN = word_set(
    "abigail ada adaeze adela adele adeline adriana agatha agnes agnieszka aicha aida aiko aileen ailsa aisha "
    "aishwarya alejandra alessandra alexandra alice alicia alison allison alma amaka amanda amara amelia amelie amina "
    "aminata amrita amy ana anastasia anita anja anjali ann anna annabel anne anneke annette annika anouk antonella "
    "antonia anya aoife aparna astrid audrey aurelia ayesha ayumi barbara beata beatrice beatriz becky belinda "
    "bernadette bernice bertha bethan bethany betty bianca birgit birgitta blanca bojana bonnie brenda bridget "
    "brigitte bronwen camila camilla candice carla carmela carmen carol carole caroline carolyn cassandra catalina "
    "caterina catherine cathy catrin catriona cecile cecilia celeste celia chantal charlotte chiamaka chiara chioma "
    "chloe christina christine ciara clara clare claudia clementine colette concepcion cordelia corinne cornelia "
    "cristina cynthia dagmar daniela danielle daphne debbie deborah deepa deirdre delia delphine denise diana diane "
    "dolores dominika donna dora doreen doris dorota dorothy ebba edith edna eileen eilidh elaine eleanor elena eleni "
    "eleonora elin elisa elisabeth elise eliza elizabeth ella ellen elsa elsie emilia emilie emily emma erika erin "
    "esme esmeralda esperanza estelle esther ethel eugenia eunice eva eve eveline evelyn ewa fabienne fatima fatou "
    "fatoumata federica felicity fenella fiona flavia folashade francesca francine freya frida frieda funmilayo "
    "gabriela gabriella gabrielle gail gemma genevieve geraldine gertrude gillian gina ginevra giovanna gisela gita "
    "giulia gloria greta gretchen guadalupe gudrun gwen gwendolyn hadiza haley halima hana hanna hannah harriet "
    "hattie hayley hazel heather hedda hedwig heidi helen helena helene helga henrietta hermione hilda hildegard "
    "hortense ida ignacia ilaria ilona ilse imelda imogen ines inga inge ingeborg ingrid irena irene irina irma "
    "isabel isabella isabelle isla ivana ivy jacqueline jadwiga jana jane janet janice jasmine jeanette jelena "
    "jennifer jenny jessica jill joan joanna joanne johanna josefina josephine josie joyce juanita judith judy julia "
    "juliana julie juliet julieta justyna kaisa kajsa kamala kamila karen karin karina karolina katarina katarzyna "
    "kate katerina katharina katherine kathleen kathryn kathy katie katja katrin katrina katya kavita kayla keiko "
    "kelechi kerstin kirsten kirsty klara krisztina ksenia lakshmi lara larissa latifa latoya laura lauren lavinia "
    "layla leah leila lena leona leonie leonora leticia lidia lilian liliana lillian lily linda lindiwe linnea lisa "
    "lisbeth livia lola lorena loretta lorna lorraine lotte louisa louise lucia lucie lucille lucinda lucrezia lucy "
    "ludmila luisa lydia lynn mabel madeleine magdalena maggie mairead maja malgorzata manuela marcela marcia "
    "margaret margarita margot marguerite maria mariam mariana marianne marie mariko marisa marit marlene marta "
    "martha martina mary marzena masako matilda maud maureen mavis maya meera megan melanie melinda melissa meredith "
    "michaela michelle michiko mila mildred milena millicent mina minerva miranda mireille miriam miriama moira molly "
    "monica monika muriel myra nadezhda nadia nadine nancy naomi natalia natalie natasha nazanin nell nellie nerys "
    "ngaire ngozi niamh nicole nicoletta nina nneka noelle noemi nora noreen norma octavia odalys odette odile olga "
    "olivia olwen ondine oonagh ophelia orla ottilie ottoline padma pamela paola patricia paula paulina pauline pearl "
    "penelope pernille perpetua petra philippa phoebe phyllis polly prisca priscilla priya rachael rachel rania "
    "raquel rebecca renata renee rhiannon rhoda rita roberta rosa rosalie rosalind rosalyn rosamund rosanna roseanne "
    "rosemary rosie rosina roxana roxanne rukhsana ruth sabina sabine sabrina sadie saira sakura sally salome "
    "samantha samira sandra saoirse sara sarah saskia shabnam sheila shirin shirley sibyl sigrid silke silvia sinead "
    "siobhan sofia sonia sonja sophia sophie sorcha stephanie sunita susan susana susanna susannah susanne suzanne "
    "svetlana sybil sylvia sylvie tabitha tamara tamsin tania tanya tara tatiana tatyana teresa tess tessa thandiwe "
    "thelma theodora theresa thomasina tilda tina tove trudy unni ursula valentina valeria valerie vanessa vera "
    "verena verity veronica vesna vigdis viola violet violetta virginie viviana vivien vivienne wanda wendeline wendy "
    "wilhelmina wilma winifred xenia yasmin yelena yetunde yevgenia yoko yolanda yukiko yuliana yvette yvonne zahra "
    "zainab zara zdenka zeinab zelda zoe zofia zora zsofia zuleika zuzana"
)
_MEN = word_set(
    "aaron abdul abdullah abel abraham achim adalbert adam adebayo adolfo adrian ahmad ahmed aidan akio akira alan "
    "alasdair alastair albert alberto alejandro alessandro alexander alexandre alexei alexey alfonso alfred alfredo "
    "alistair allan aloysius alun alvaro amadou ambrose amir anatole anatoly anders andre andreas andrei andrej "
    "andres andrew andrey andrzej angus anthony antoine anton antonio antonis arash archibald archie aristide arjun "
    "arkady armand armando arnaud arnold arthur arturo arvid attila aubrey august auguste augustin augustus aurel "
    "aurelio axel bahadur balthazar barnabas barnaby barry bartholomew bartosz basil bastien benedict benjamin benoit "
    "bernard bernardo bernhard bertram bertrand bilal bjorn bogdan bohdan boris branko brendan brian bruno bryan "
    "byron callum calvin carlo carlos cedric cesar charles chidi chinedu christoph christophe christopher chukwudi "
    "chukwuma ciaran clarence claude claudio claus clement clifford clive colin conor constantin cormac cornelius "
    "craig crispin cristiano cuthbert cyril damian damien dan daniel danilo darius darren david dawit declan denis "
    "dennis derek dermot desmond detlef didier diego dieter dimitri dimitrios dinesh dirk dmitri dmitry dominic "
    "dominik donald donatello dougal douglas dragan duncan dusan dwayne eamon eamonn edgar edmund eduard eduardo "
    "edvard edward edwin efraim egon eirik eitan elias elijah emeka emil emile emilio emmanuel enrico enrique eric "
    "erich erik ernest ernesto ernst esteban etienne eugene eugenio evan evander evgeny ewan ezekiel fabian fabio "
    "fabrice fadi faisal farid farrukh federico felipe felix ferdinand fergal fergus fernando fidel filip filippo "
    "finlay fintan florian francesco francisco franco francois frank franz fraser fred frederic frederick friedrich "
    "fritz gabor gareth gary gaspard gaston gavin gennady geoff geoffrey georg george georges georgi georgios gerald "
    "gerard gerhard gianluca gianni gideon gilbert gilles gino giorgio giorgos giovanni giuseppe godfrey gonzalo "
    "goran gordon graham greg gregor gregory guillaume guillermo gunnar gunther gustav gustavo guy habib hakan hakim "
    "hamid hamish hans harald harold haroon harry hartmut haruki hassan hector heinrich helmut hendrik henri henrik "
    "henry herbert hermann hideo hiroshi horace horatio horst howard hubert hugh hugo humphrey hussein ian ibrahim "
    "idris ignacio ignatius igor ikechukwu ilya imran ioannis isaac isidore ismail istvan ivan ivo ivor jacek jack "
    "jacob jacques jakob jakub jamal james janos jared jarek jaroslav jason javier jeff jeffrey jens jeremiah jeremy "
    "jerome jerzy jim joachim joao joaquin jochen joe joel johan johann johannes john johnny jonas jonathan joost "
    "jorge jose josef joseph josh joshua josip jozef juan jukka jules julian julien julio julius jurgen justin kabir "
    "kamal kareem karim karl kazimierz keith ken kenji kenneth kevin khalid kieran kirill klaudio klaus kofi konrad "
    "konstantin kristof kurt kwabena kwame lachlan lamine laszlo laurent lawrence lazar leif leonard leonardo leonid "
    "leopold lev liam lionel lorcan lorenzo lothar lowell luc luca lucas lucian luciano lucien ludovic ludwig luigi "
    "luis lukas luke lutz magnus mahmoud malcolm malik mamadou manfred manuel marc marcel marcello marcin marco "
    "marcos marcus marek marino mario marius mark marko markus marlon martin marvin massimo mateusz mathias mathieu "
    "matteo matthew matthias matthieu maurice mauricio mauro max maxim maxime maximilian mehdi mehmet michael michal "
    "michel miguel mihai mikael mikhail miles milos mircea mirko miroslav mohamed mohammad mohammed moses moussa "
    "muhammad murat mustafa nathan nathaniel neil neville nicholas nicolas nigel nikola nikolai nikolaos nikos nils "
    "norbert norman olaf oleg oliver olivier oluwaseun omar oscar osip oskar osman osric oswald otis otto owen pablo "
    "paolo pascal patrice patrick patrik paul paulo pavel pawel pedro percival percy petar pete peter petr petros "
    "philip philipp philippe phillip pierre piers piet pieter pietro piotr prakash quentin rafael rahul rainer raj "
    "rajesh ralf ralph ramon randolph raoul rashid raul ravi raymond reginald reinhard renato rhodri rhys ricardo "
    "riccardo richard rick rik rob robert roberto rocco roderick rodrigo roger roland rolf ronald ronan rory rowland "
    "rudolf rudolph rufus rupert ruslan russell salim salman salvatore samir samuel sandor sanjay saul scott sean "
    "sebastian sergei sergey sergio seth seumas shaun sidney siegfried sigmund silas silvio simon sione solomon soren "
    "stanislav stanislaw stefan stefano stephane stephen steve steven stewart stuart sulaiman sven sylvain sylvester "
    "tadeusz takashi takeshi tarik tariq ted terence thabo thaddeus theo theodor theodore thibault thierry thomas "
    "thorsten tibor tim timothy tobiah tobias toby todd tom tomas tomasz tommaso tommy toshiro tristan tunde tyrone "
    "udo ulrich umberto uwe vadim valentin vasile vasily vaughan vernon victor vikram viktor vincent vincenzo vitaly "
    "vittorio vladimir vladislav vojtech waldemar walid walter werner wilbur wilfred wilhelm willem william willy "
    "winston wojciech wolfgang xavier yannick yannis yaroslav yevgeny yiannis yousef youssef yuri yusuf yves zachary "
    "zbigniew zoltan zoran"
)


def gender_of_given(name: str) -> str | None:
    """The gender that the first word of a full name tells, None for most of the world's names."""
    first = name.split(" ", 1)[0].lower().split("-", 1)[0]
    if not first.isascii():
        first = "".join(letter for letter in normalize("NFKD", first) if letter.isascii())
    return "f" if first in _WOMEN else "m" if first in _MEN else None
