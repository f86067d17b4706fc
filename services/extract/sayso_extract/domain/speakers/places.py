"""Countries, their capitals and their adjectives: what lets "Kyiv says" and "French President" be read.

Public geography, as data; a capital or a country that speaks stands for its government.

Next: `names`, which uses it to tell an affiliation from a name.
"""

_TABLE = """
Afghanistan|Kabul|Afghan; Albania|Tirana|Albanian; Algeria|Algiers|Algerian; Angola|Luanda|Angolan;
Argentina|Buenos Aires|Argentine; Armenia|Yerevan|Armenian; Australia|Canberra|Australian; Austria|Vienna|Austrian;
Azerbaijan|Baku|Azerbaijani; Bahrain|Manama|Bahraini; Bangladesh|Dhaka|Bangladeshi; Belarus|Minsk|Belarusian;
Belgium|Brussels|Belgian; Bolivia|La Paz|Bolivian; Bosnia|Sarajevo|Bosnian; Botswana|Gaborone|Botswanan;
Brazil|Brasilia|Brazilian; Britain|London|British; Bulgaria|Sofia|Bulgarian; Cambodia|Phnom Penh|Cambodian;
Cameroon|Yaounde|Cameroonian; Canada|Ottawa|Canadian; Chad|N'Djamena|Chadian; Chile|Santiago|Chilean;
China|Beijing|Chinese; Colombia|Bogota|Colombian; Congo|Kinshasa|Congolese; Croatia|Zagreb|Croatian;
Cuba|Havana|Cuban; Cyprus|Nicosia|Cypriot; Czech Republic|Prague|Czech; Denmark|Copenhagen|Danish;
Ecuador|Quito|Ecuadorian; Egypt|Cairo|Egyptian; England||English; Eritrea|Asmara|Eritrean; Estonia|Tallinn|Estonian;
Ethiopia|Addis Ababa|Ethiopian; Finland|Helsinki|Finnish; France|Paris|French; Georgia|Tbilisi|Georgian;
Germany|Berlin|German; Ghana|Accra|Ghanaian; Greece|Athens|Greek; Guatemala|Guatemala City|Guatemalan;
Haiti|Port-au-Prince|Haitian; Honduras|Tegucigalpa|Honduran; Hungary|Budapest|Hungarian; Iceland|Reykjavik|Icelandic;
India|New Delhi|Indian; Indonesia|Jakarta|Indonesian; Iran|Tehran|Iranian; Iraq|Baghdad|Iraqi; Ireland|Dublin|Irish;
Israel|Jerusalem|Israeli; Italy|Rome|Italian; Jamaica|Kingston|Jamaican; Japan|Tokyo|Japanese; Jordan|Amman|Jordanian;
Kazakhstan|Astana|Kazakh; Kenya|Nairobi|Kenyan; Kosovo|Pristina|Kosovan; Kuwait|Kuwait City|Kuwaiti; Laos|Vientiane|Lao;
Latvia|Riga|Latvian; Lebanon|Beirut|Lebanese; Libya|Tripoli|Libyan; Lithuania|Vilnius|Lithuanian;
Luxembourg|Luxembourg|Luxembourgish; Malaysia|Kuala Lumpur|Malaysian; Mali|Bamako|Malian; Malta|Valletta|Maltese;
Mexico|Mexico City|Mexican; Moldova|Chisinau|Moldovan; Mongolia|Ulaanbaatar|Mongolian; Montenegro|Podgorica|Montenegrin;
Morocco|Rabat|Moroccan; Mozambique|Maputo|Mozambican; Myanmar|Naypyitaw|Burmese; Nepal|Kathmandu|Nepali;
Netherlands|The Hague|Dutch; New Zealand|Wellington|New Zealand; Nicaragua|Managua|Nicaraguan; Niger|Niamey|Nigerien;
Nigeria|Abuja|Nigerian; North Korea|Pyongyang|North Korean; North Macedonia|Skopje|Macedonian; Norway|Oslo|Norwegian;
Oman|Muscat|Omani; Pakistan|Islamabad|Pakistani; Panama|Panama City|Panamanian; Paraguay|Asuncion|Paraguayan;
Peru|Lima|Peruvian; Philippines|Manila|Philippine; Poland|Warsaw|Polish; Portugal|Lisbon|Portuguese; Qatar|Doha|Qatari;
Romania|Bucharest|Romanian; Russia|Moscow|Russian; Rwanda|Kigali|Rwandan; Saudi Arabia|Riyadh|Saudi;
Scotland|Edinburgh|Scottish; Senegal|Dakar|Senegalese; Serbia|Belgrade|Serbian; Singapore|Singapore|Singaporean;
Slovakia|Bratislava|Slovak; Slovenia|Ljubljana|Slovenian; Somalia|Mogadishu|Somali; South Africa|Pretoria|South African;
South Korea|Seoul|South Korean; South Sudan|Juba|South Sudanese; Spain|Madrid|Spanish; Sri Lanka|Colombo|Sri Lankan;
Sudan|Khartoum|Sudanese; Sweden|Stockholm|Swedish; Switzerland|Bern|Swiss; Syria|Damascus|Syrian;
Taiwan|Taipei|Taiwanese;
Tajikistan|Dushanbe|Tajik; Tanzania|Dodoma|Tanzanian; Thailand|Bangkok|Thai; Tunisia|Tunis|Tunisian;
Turkey|Ankara|Turkish; Turkmenistan|Ashgabat|Turkmen; Uganda|Kampala|Ugandan; Ukraine|Kyiv|Ukrainian;
United Arab Emirates|Abu Dhabi|Emirati; United Kingdom|London|UK;
United States|Washington|American; Uruguay|Montevideo|Uruguayan;
Uzbekistan|Tashkent|Uzbek; Venezuela|Caracas|Venezuelan; Vietnam|Hanoi|Vietnamese; Wales|Cardiff|Welsh;
Yemen|Sanaa|Yemeni;
Zambia|Lusaka|Zambian; Zimbabwe|Harare|Zimbabwean; European Union||European; US|Washington|US;
EU|Brussels|EU; UK|London|UK
"""


def _rows() -> tuple[tuple[str, str, str], ...]:
    rows = []
    for row in _TABLE.replace("\n", " ").split(";"):
        country, capital, adjective = (cell.strip() for cell in row.split("|"))
        rows.append((country, capital, adjective))
    return tuple(rows)


COUNTRIES = frozenset(country.lower() for country, _, _ in _rows())
CAPITALS = frozenset(capital.lower() for _, capital, _ in _rows() if capital) | frozenset(("kiev", "the kremlin"))
BY_ADJECTIVE = {adjective.lower(): country for country, _, adjective in _rows()}
PLACES = COUNTRIES | CAPITALS
_STATES = """
Alabama;Alaska;Arizona;Arkansas;California;Colorado;Connecticut;Delaware;Florida;Hawaii;Idaho;Illinois;Indiana;Iowa;Kansas
Kentucky;Louisiana;Maine;Maryland;Massachusetts;Michigan;Minnesota;Mississippi;Missouri;Montana;Nebraska;Nevada
New Hampshire;New Jersey;New Mexico;New York;New York City;North Carolina;North Dakota;Ohio;Oklahoma;Oregon;Pennsylvania
Rhode Island;South Carolina;South Dakota;Tennessee;Texas;Utah;Vermont;Virginia;West Virginia;Wisconsin;Wyoming
Puerto Rico;Alberta;British Columbia;Manitoba;New Brunswick;Nova Scotia;Ontario;Quebec;Saskatchewan;New South Wales
Queensland;South Australia;Tasmania;Victoria;Western Australia;Bavaria;Saxony;Catalonia;Punjab;Kerala
Maharashtra;Gujarat;Uttar Pradesh
"""
STATES = frozenset(_STATES.strip().lower().replace("\n", ";").split(";"))
"""States and provinces whose officers are called by them: "Ohio governor". Alone they may be anybody's name."""
